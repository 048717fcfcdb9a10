"""Projections are pure and replayed on rebuild; reactions happen once; purges follow a blanking."""

from nattoku.cases import projection as cases
from nattoku.cases import relieving
from nattoku.customers import projection as customers
from nattoku.duties import projection as duties
from nattoku.finding import projection as finding
from nattoku.lessons import projection as lessons
from nattoku.mail import actions as mail
from nattoku.mail import answering
from nattoku.notices import reaction as notices
from nattoku.people import projection as people
from nattoku.phone import linking as phone
from nattoku.policies import projection as policies
from nattoku.response import projection as response
from nattoku.signs import projection as signs
from nattoku.standing import lettering, telling
from nattoku.surveys import projection as surveys
from nattoku.tone.outgoing import Tone
from nattoku.webhooks import projection as webhooks
from nattoku.webhooks import reaction as hooking

PROJECTIONS = (people, policies, customers, cases, finding, response, duties, lessons, webhooks, signs, surveys)
REACTIONS = (
    notices.react,
    relieving.react,
    phone.react,
    telling.react,
    lettering.react,
    answering.react,
    hooking.react,
)
CHECK = Tone()
PURGES = (notices.purge, mail.purge, signs.purge)
