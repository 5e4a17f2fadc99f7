/** What the requests of a simulated log are about. Written for this purpose; all names are invented. */

import type { Rules } from './grammar.ts';

const list = (words: string): readonly string[] => words.trim().replace(/\s+/g, ' ').split(/, ?/);

/** Code has brackets of its own. */
const verbatim = (text: string): string => text.replace(/[(){}|]/g, '\\$&');

export const vocabulary = {
  hobby:
    list(`sourdough, wild mushrooms, bouldering, model trains, analog photography, urban beekeeping,
    crochet, chess endgames, home brewing, bird watching, kintsugi, trail running, aquascaping, bonsai,
    ham radio, fermenting vegetables, watercolor, sea kayaking, calligraphy, tabletop role playing,
    restoring old bicycles, astronomy, pottery, cold water swimming, juggling, lock collecting`),
  place:
    list(`Lisbon, Tromsø, Kyoto, Valparaíso, the Faroe Islands, Tbilisi, Oaxaca, Hobart, Gdańsk,
    Galway, Jaipur, Ljubljana, Dakar, Porto, the Outer Hebrides, Quebec, Hanoi, Trieste, Windhoek`),
  person:
    list(`my sister, our landlord, a colleague, my dad, the team lead, my flatmate, an old friend,
    my neighbor, the new intern, my grandmother, our accountant, my cousin, the caterer, my thesis advisor`),
  profession: list(`nurse, electrician, teacher, paralegal, product manager, pharmacist, gardener,
    social worker, actuary, pastry chef, surveyor, librarian, firefighter, optician, midwife, logistician`),
  object:
    list(`washing machine, espresso grinder, mountain bike, radiator, laptop battery, router, garden
    shed, suitcase, tent, dishwasher, printer, sofa, car key, bread knife, air fryer, wool sweater, doorbell`),
  event:
    list(`wedding, retirement party, school reunion, product launch, move, job interview, funeral,
    book club, team offsite, housewarming, parents' evening, charity run, baby shower, board meeting`),
  emotion: list(
    'nervous, stuck, torn, annoyed, excited, overwhelmed, a bit lost, curious, tired, hopeful',
  ),
  food: list(`lentil soup, a potato gratin, miso eggplant, plum dumplings, flatbread, a birthday cake
    without eggs, ramen, shakshuka, rice pudding, a mushroom risotto, pickled beets, focaccia`),
  science:
    list(`tides, plate tectonics, photosynthesis, vaccines, black holes, enzymes, superconductors,
    the carbon cycle, sleep spindles, auroras, bacterial resistance, rainbows, CRISPR, neutrinos, lichens`),
  history:
    list(`the Hanseatic League, the silk road, the printing press, the Meiji restoration, the plague
    of Justinian, the suez canal, the Bretton Woods system, the Mali empire, the Irish famine, Byzantine law`),
  code_language: list(
    'Python, TypeScript, Rust, Go, Java, C++, Kotlin, SQL, Ruby, Swift, PHP, Elixir, C#',
  ),
  code_thing:
    list(`an LRU cache, a rate limiter, a CSV importer, a websocket client, pagination, an event
    queue, a date picker, a retry decorator, a binary heap, a file watcher, a markdown parser, OAuth login,
    a migration script, an image resizer, a job scheduler, a config loader, a fuzzy search, an audit log`),
  code_error:
    list(`a null reference, a race condition, an off-by-one error, a memory leak, a deadlock, a
    wrong time zone, an encoding problem, a circular import, a stale cache, a type mismatch, a timeout,
    a CORS error, a flaky test, an N+1 query, a permission problem, an integer overflow`),
  code_name:
    list(`parse_invoice, loadUser, flush_queue, mergeRanges, total_due, OrderBook, retryLater,
    fetch_page, normalizePath, TokenBucket, apply_patch, splitBatch, renderRow, sync_index, toCents`),
  code_line: [
    'return items[start:end]',
    'for (const row of rows) total += row.amount',
    'if err != nil { return nil }',
    'value = cache.get(key) or compute(key)',
    'let mut seen = HashSet::new();',
    'await Promise.all(tasks)',
    'SELECT id, total FROM orders WHERE paid = 0',
    'self.lock.acquire()',
    'const [first] = list.sort()',
    'users.map(u => u.name)',
    'raise ValueError(name)',
    'while queue: node = queue.pop(0)',
    'buffer.append(chunk)',
    'def merge(left, right=None):',
    'if (depth > limit) throw new Error("too deep")',
    'x = x + step || 1',
  ].map(verbatim),
  framework:
    list(`React, Django, Spring Boot, FastAPI, Rails, Next.js, Flask, Vue, .NET, Express, Laravel,
    Svelte, PyTorch, pandas, Kubernetes, Terraform, Postgres, Redis, Kafka`),
  company:
    list(`Brindle & Oak, Northwick, Pelham Tools, Ostara Health, Quillhaven, Larkspur Bank, Tamsin
    Travel, Vell & Sons, Corvane, Mistral Bay Hotels, Hexley Energy, Fernmoor, Ilsa Foods, Rookery Press`),
  product:
    list(`standing desk, travel card, heat pump, hearing aid, meal kit, broadband plan, e-bike,
    savings account, sleep tracker, coffee subscription, dental plan, garden robot, router, gift card`),
  complaint:
    list(`has not arrived, was charged twice, stopped working after a week, is the wrong color,
    cannot be activated, shows an error, was delivered to a neighbor, does not fit, is louder than promised,
    was cancelled without notice, is missing a cable, keeps asking for a code`),
  document:
    list(`lease, supplier contract, privacy notice, employee handbook, lab protocol, tender, annual
    report, insurance policy, safety sheet, grant proposal, meeting transcript, discharge letter, user manual`),
  clause:
    list(`the notice period, the liability cap, the delivery dates, the warranty, the payment terms, the
    data retention, the escalation path, the exclusions, the renewal, the acceptance criteria, the overtime rule`),
  tone: list(
    'friendly, formal, warm, concise, playful, neutral, firm but polite, plain, upbeat, apologetic',
  ),
  tongue: list(
    'German, Polish, Spanish, Japanese, Turkish, Portuguese, Dutch, Korean, Swahili, Czech, Hindi',
  ),
  number: list(
    '2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 45, 60, 75, 90, 100, 150, 200, 250, 365, 500',
  ),
  price: list('12, 18, 24.90, 35, 49, 60, 79.50, 110, 149, 200, 320, 450, 799, 1200'),
  weekday: list('Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday'),
  month: list(
    'January, February, March, April, May, June, July, August, September, October, November, December',
  ),
  given_name:
    list(`Amara, Tobias, Ines, Rafael, Yuki, Noor, Greta, Mateus, Oona, Davit, Leila, Piotr, Sunniva,
    Kwame, Marit, Elio, Zeynep, Bram, Ioana, Hugo`),
  math_task:
    list(`the number of lattice paths from one corner of an {number} by {number} grid to the other,
    all integers n for which n squared plus {number} is a perfect square, the volume of a cone with radius
    {number} and height {number}, the probability that two dice sum to at least {number}, the eigenvalues of a
    symmetric {number} by {number} matrix, the limit of a geometric series with ratio 1/{number}, the shortest
    ladder that reaches over a fence of {number} feet, how many ways {number} people can sit at a round table,
    the remainder of 7 to the power {number} divided by 13, the derivative of x to the {number} at x = {number},
    the variance of a uniform variable on 0 to {number}, the sum of all multiples of 3 below {number}`),
  data_task:
    list(`churn of a subscription service over {number} months, stock levels in {number} warehouses,
    the effect of a {number} percent price change, seasonal demand for a {product}, delivery delays around
    {place}, sign-ups after a campaign in {month}, defect rates on {number} production lines, energy use of
    {number} buildings, waiting times in {number} clinics, cohort retention by {weekday}, ticket backlog of
    {company}, revenue per seat of {company}, survey answers from {number} {profession}s, water use in {place}`),
  law_task:
    list(`a breach of {clause} in a {document}, a tenant who has not paid for {number} days, a dispute
    over a {product} worth {price} dollars, a dismissal after {number} years, liability for a late delivery to
    {place}, a non-compete of {number} months, a data request by a former {profession}, an inheritance shared
    by {number} heirs, a warranty claim for a {product}, a permit refused in {place}, an overtime claim of a {profession}`),
  program_task:
    list(`implement {code_thing} in {code_language}, find the cause of {code_error} in {code_language},
    write tests for {code_thing} in {code_language}, refactor {code_name} so that it has no {code_error},
    port {code_thing} from {code_language} to {code_language}, make {code_name} {number} times faster,
    design the schema behind {code_thing} with {framework}, review {code_thing} written with {framework}`),
  agent_task:
    list(`book {number} seats for a {event} in {place} with the calendar tool, sort {number} files of a
    {document} by {month}, open a ticket for a {product} that {complaint}, fill a form on the site of {company},
    compare {number} offers for a {product} in a browser, update {number} rows of a sheet and write to {given_name},
    find the invoice of {company} from {month}, run the tests of {code_thing} and fix what fails with the shell`),
} as const satisfies Rules;
