// Says in words when the server is gone, was started anew, or cannot be reached by the page's live connection.
(function () {
  'use strict';
  const SOON = 1500, LATE = 10000;
  const WORDS = BYGD_WORDS;  // of the document, in the reader's language
  const box = document.getElementById('bygd-notice');
  let shown = '', opened = false;

  function say(which) {
    if (which === shown) return;
    shown = which;
    box.hidden = !which;
    box.textContent = '';
    box.removeAttribute('role');
    if (!which) return;
    box.setAttribute('role', 'alert');
    for (const [index, words] of WORDS[which].entries()) {
      const line = document.createElement(index ? 'p' : 'h1');
      line.textContent = words;
      box.appendChild(line);
    }
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = WORDS.again;
    again.addEventListener('click', () => location.reload());
    box.appendChild(again);
    if (which === 'anew') again.focus();
  }

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener('open', () => { opened = true; look(); });
    }
  };

  let page = null;
  function look() {
    if (!page) return;
    if (page.needsRefresh) say('anew');
    else if (page.wasConnected && page.connectionStatus !== 'connected') setTimeout(() => {
      if (!page.needsRefresh && page.connectionStatus !== 'connected') say('lost');
    }, SOON);
    else if (opened || !page.loading) say('');
  }
  document.addEventListener('DOMContentLoaded', () => {
    page = window.app;
    for (const each of ['needsRefresh', 'connectionStatus', 'loading']) page.$watch(each, look);
    setTimeout(() => {
      if (opened || !page.loading) return;
      fetch('readyz', { cache: 'no-store' }).then((got) => got.ok, () => false).then((there) => {
        if (!opened && page.loading) say(there ? 'blocked' : 'gone');
      });
    }, LATE);
  });
})();
