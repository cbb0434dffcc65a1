"""Names for the small integers that stand in the arrays."""

from __future__ import annotations

from enum import IntEnum

NOBODY = -1
"""In any column that holds a row number: none."""

UNKNOWN = 254
"""In ``ties.rates``: what the tie draws on is to be found anew, for its kind or the clubs of one of the two changed."""

LONG_AGO = -1200
"""Month of arrival of those who were always here."""

STILL = 1 << 20
"""Month of leaving of those who have not left."""


class Status(IntEnum):
    UNBORN = 0  # a row not yet used
    HERE = 1
    LEFT = 2
    DEAD = 3


class Sex(IntEnum):
    WOMAN = 0
    MAN = 1


class Pathway(IntEnum):
    """How somebody came; RESIDENT for those born or long settled here, INFLOW for locals moving in."""

    RESIDENT = 0
    INFLOW = 1
    QUOTA = 2
    ASYLUM = 3
    FAMILY = 4
    LABOUR = 5
    YOUTH = 6  # unaccompanied
    ONWARD = 7  # secondary arrival: settled elsewhere in the country before


class Permit(IntEnum):
    """What lets somebody stay in the country. Whoever left or died keeps the last."""

    NONE = 0  # needs none: locals, those born here
    WAITING = 1  # for a decision
    TEMPORARY = 2
    PERMANENT = 3
    WORK = 4  # temporary, and ends for those without work
    REFUSED = 5  # gone: none was granted, or it was not renewed


class SettlementRule(IntEnum):
    """How it is decided in which place of a region newcomers are settled."""

    GIVEN = 0  # the stream's place
    ASSIGNED = 1  # by share of the inhabitants
    AGREED = 2  # by numbers that places agreed to
    CAPACITY = 3  # by homes that stand empty
    FREE = 4  # households choose
    MATCHED = 5  # where the estimate is best, under quotas


class Schooling(IntEnum):
    COMPULSORY = 0
    SECONDARY = 1
    HIGHER = 2


class FamilyType(IntEnum):
    """Kind of household, as the retention monitors split it."""

    SINGLE_WOMAN = 0
    SINGLE_MAN = 1
    COUPLE = 2
    COUPLE_CHILDREN = 3
    LONE_PARENT = 4


class TieKind(IntEnum):
    """Where the two meet now. A tie whose focus is gone lives on as FRIEND, by free hours alone."""

    HOUSEHOLD = 0
    NEIGHBOUR = 1
    WORK = 2  # colleagues, and pupils of one class
    SCHOOL_GATE = 3  # parents of one class
    COMPATRIOT = 4
    MEETING_PLACE = 5
    CLUB = 6
    MENTOR = 7  # a mentor and whom they meet, and those who meet in a programme's group
    KIN = 8  # relatives in another household
    FRIEND = 9


TIE_KINDS = len(TieKind)
FOCUS_KINDS = 8
"""Kinds below this have hours of their own; KIN and FRIEND live on free hours."""


class FocusSlot(IntEnum):
    """Position of a membership in ``Memberships``; one person has at most three clubs."""

    NEIGHBOURS = 0
    WORK = 1
    SCHOOL_GATE = 2
    COMPATRIOTS = 3
    MEETING_PLACE = 4
    CLUB_1 = 5
    CLUB_2 = 6
    CLUB_3 = 7
    PROGRAMME = 8


FOCUS_SLOTS = len(FocusSlot)


class Offer(IntEnum):
    """Position in ``Contacts.offers``, after one for each focus kind."""

    FREE = 8
    CLUB_1 = 9
    CLUB_2 = 10
    CLUB_3 = 11
    LANGUAGE = 12
    ATTITUDE = 13
    PLACE = 14
    GROUP = 15  # twice the origin, and 1 more for newcomers


MONTHS_MOST = 480
"""Longest run [month]: draws, rows and dates are laid out for forty years."""
PLACES_MOST = 400
"""Places in one region: a country's municipalities; the minutes between any two of them are a square table."""
STREAMS_MOST = 4 * PLACES_MOST
"""Streams of newcomers: four pathways for each place."""
DUE_MONTHS = 12
"""The longest that money for an organisation's programme may stay away [month]."""
CLUBS_MOST = FocusSlot.CLUB_3 - FocusSlot.CLUB_1 + 1
"""Clubs one person belongs to at most."""


class Stage(IntEnum):
    """Stage of a tie by hours-equivalent (Hall 2019)."""

    STRANGER = 0
    ACQUAINTANCE = 1
    CASUAL = 2
    FRIEND = 3
    CLOSE = 4


class ClubType(IntEnum):
    SPORT = 0
    VILLAGE = 1  # village preservation, small-place associations
    CULTURE = 2  # choirs, crafts, theatre, study circles
    CONGREGATION = 3
    IMMIGRANT = 4  # immigrants' own associations
    AID = 5  # Red Cross, Save the Children and the like
    POPUP = 6  # loose networks formed by an event


class ClosedFor(IntEnum):
    """Why a club closed."""

    NOTHING = 0
    MEMBERS = 1  # below its viable number
    BOARD = 2  # nobody to run it


class MeetingPlaceType(IntEnum):
    LIBRARY = 0
    CAFE = 1
    POOL = 2
    NEIGHBOURHOOD_HOUSE = 3
    PLAYGROUND = 4
    OPEN_NURSERY = 5


class InformationSource(IntEnum):
    """Who told somebody of a club."""

    NOBODY = 0
    FRIEND = 1
    SCHOOL = 2
    MENTOR = 3
    COORDINATOR = 4
    OWN_SEARCH = 5
    PROGRAMME = 6


class Tenure(IntEnum):
    OWNED = 0
    PUBLIC_RENT = 1
    PRIVATE_RENT = 2


class HomeUse(IntEnum):
    """What a home is used for."""

    DWELLING = 0  # to live in, lived in or vacant
    HOLIDAY = 1
    GONE = 2  # pulled down


class Sector(IntEnum):
    PRIMARY = 0  # farming, forestry, fishing
    INDUSTRY = 1
    BUILDING = 2
    TRADE = 3  # shops, transport, hotels, restaurants
    PUBLIC = 4  # administration, education
    CARE = 5
    BUSINESS = 6


class DemandKey(IntEnum):
    """What demand for labour follows besides a trend: position in ``Places.first_keys``."""

    INHABITANTS = 0
    CHILDREN = 1  # of school age
    OLD = 2  # of 65 and over, the very old several times


class Channel(IntEnum):
    """How a job was found (the shares of hires by channel are a published figure)."""

    NONE = 0
    OPEN = 1  # own application
    EMPLOYER = 2  # the employer asked
    SERVICE = 3  # public employment service
    CONTACT = 4  # kin, friends and acquaintances
    FIRST = 5  # held when the story begins, or arrived with
    PLACEMENT = 6  # a programme found it: a subsidised post, or a post of the host at the end
    SELF = 7  # a business of their own


class EmployerKind(IntEnum):
    """Whose an employer is, for good."""

    COMPANY = 0
    FAMILY = 1
    MUNICIPAL = 2


class Exit(IntEnum):
    """Why somebody is no longer here: the largest push in the month of leaving."""

    NONE = 0
    DEATH = 1
    STUDIES = 2
    WORK = 3  # none here
    LONELINESS = 4  # few ties here
    COMPATRIOTS = 5  # ties elsewhere
    HOUSING = 6
    PROGRAMME_END = 7
    SERVICES = 8  # school or shop closed
    OTHER = 9
    REFUSED = 10  # no permit was granted
    PERMIT_ENDED = 11  # it was not renewed, or hung on work
    ELSEWHERE = 12  # drawn elsewhere, content or not


class Destination(IntEnum):
    NONE = 0
    WITHIN_REGION = 1
    LARGER_CITY = 2
    SMALL_OR_RURAL = 3
    METROPOLITAN = 4
    ABROAD = 5
    UNIVERSITY_TOWN = 6


class Service(IntEnum):
    SCHOOL = 0
    SHOP = 1
    HEALTH = 2


class Task(IntEnum):
    """What coordinators do."""

    MATCHING = 0  # finding volunteers and bringing people together
    KEEPING = 1  # looking after volunteers
    CLUBS = 2  # opening clubs to newcomers
    EMPLOYERS = 3
    LINK = 4  # between the municipality and civil society


TASKS = len(Task)


class StreamState(IntEnum):
    NOT_BEGUN = 0
    RUNNING = 1
    GAP = 2  # applied for and granted again, not begun
    ENDED = 3
    TAKEN_OVER = 4  # the municipality pays


class Enrolment(IntEnum):
    WAITING = 1
    ACTIVE = 2
    DONE = 3


MENTORS_MOST = 3


class Flow(IntEnum):
    """Counters of the month, by place; set to zero when a month begins."""

    BIRTHS = 0
    DEATHS = 1
    ARRIVALS = 2  # newcomers from outside the region
    INFLOW = 3  # locals from outside the region
    DEPARTURES_NEWCOMERS = 4  # out of the region
    DEPARTURES_LOCALS = 5
    MOVES_IN = 6  # between places of the region
    MOVES_OUT = 7
    HIRES_OPEN = 8
    HIRES_EMPLOYER = 9
    HIRES_SERVICE = 10
    HIRES_CONTACT = 11
    JOB_LOSSES = 12
    CLUB_JOINS = 13
    CLUB_LEAVES = 14
    CLUBS_CLOSED = 15
    CLUBS_FOUNDED = 16
    CLUBS_SAVED = 17  # above its viable number only thanks to newcomers
    ARRIVALS_UNHOUSED = 18  # wanted to come, found no home
    POSTS_OPENED = 19  # by employers of the place
    POSTS_CLOSED = 20  # that somebody held
    POSTS_GIVEN_UP = 21  # that nobody held
    REFUSED = 22  # departed because no permit was granted, or because it ended
    LEFT_AT_PERMIT = 23  # departed in the month of their permit, which lets them go where they like
    MOVEMENT_GRANTS = 24  # households paid to move to work, where they came from
    CLUBS_CLOSED_BOARD = 25  # of those closed: for want of a board
    COURSES_PASSED = 26
    COURSES_BROKEN_OFF = 27  # left without a result, for a time or for good
    COURSES_OVER = 28  # no place any more: not passed, or too long
    RETURNED = 29  # of the inflow, those who come back to where they grew up, and their families
    SECONDARY_ARRIVALS = 30  # of the arrivals, those who lived elsewhere in the country before
    HOMES_BUILT = 31
    HOMES_PULLED_DOWN = 32
    CONTRACTS_ENDED = 33  # households that had to leave their home
    PLACES_TAKEN_UP = 34  # meeting places, by new regulars
    PLACES_QUIT = 35  # by those who stopped going
    PLACED = 38  # with an employer, by a programme
    KEPT = 39  # of those placed, by the employer
    BUSINESSES_FOUNDED = 40
    BUSINESSES_CLOSED = 41


FLOWS = max(Flow) + 1
MOVER_AGES = (0, 18, 25, 35, 45, 65)
"""Age from which somebody who moves is counted in each band [year]."""

HOUSEHOLD_SEATS = 10
"""The most who can belong to one household."""

ORIGIN_LIMIT = 16
"""Origin groups an array by origin has room for, the local majority among them."""
