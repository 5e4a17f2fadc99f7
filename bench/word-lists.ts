/**
 * What the generated answers are made of. Written for this purpose, in the manner of assistants, so
 * that n-grams repeat and meet a profile's vocabulary about as often as those of real answers do.
 */

const list = (words: string): readonly string[] => words.trim().split(/\s*,\s*/);

/** Words by their place in a sentence, the frequent ones first. */
export const words = {
  noun: list(`
    process, system, project, team, approach, model, problem, result, question, method, change,
    community, experience, environment, strategy, data, structure, example, plan, goal, design,
    garden, kitchen, budget, journey, market, language, habit, recipe, story, schedule, engine,
    library, bridge, museum, harbor, orchard, climate, contract, lecture, keyboard, battery, river,
    sensor, tradition, archive, workshop, neighborhood, compiler, violin, glacier, lantern, railway,
    vaccine, pension, telescope, mortgage, sourdough, greenhouse, marathon, quarry, tapestry, lichen,
    turbine, apprenticeship, cartography, beekeeping, thermostat, manuscript, monsoon`),
  nouns: list(`
    people, steps, factors, details, ideas, options, resources, skills, benefits, challenges, tools,
    users, teams, results, questions, reasons, changes, examples, students, customers, costs, risks,
    habits, materials, ingredients, seasons, patterns, measurements, boundaries, letters, neighbors,
    engineers, farmers, readers, signals, exceptions, instruments, variables, margins, deadlines,
    volunteers, threads, pigments, sailors, enzymes, orbits, hedges, tariffs`),
  verb: list(`
    consider, improve, understand, create, support, explore, reduce, build, manage, choose, measure,
    develop, maintain, compare, protect, explain, plan, test, balance, review, share, simplify,
    record, repair, question, combine, strengthen, observe, rearrange, postpone, inspect,
    negotiate, translate, calibrate, prune, harvest, rehearse`),
  adjective: list(`
    important, clear, strong, different, simple, effective, common, practical, unique, careful, long,
    small, healthy, specific, reliable, gentle, quiet, complex, local, modern, valuable, steady,
    honest, warm, seasonal, shared, ordinary, surprising, technical, rural, fragile, generous,
    stubborn, luminous, patient, brittle, meticulous, weathered`),
  adverb: list(`
    often, usually, carefully, slowly, especially, clearly, quickly, simply, directly, gradually,
    rarely, quietly, deliberately, roughly, consistently, honestly, steadily, thoroughly`),
  topic: list(`
    home gardening, remote work, personal finance, software testing, public transport, sleep,
    machine learning, bread baking, time management, urban planning, marine biology, woodworking,
    the water cycle, early printing, chess openings, soil chemistry, bird migration, type systems,
    community theater, medieval trade, trail running, glass blowing`),
  number: list('two, three, 4, 5, 10, 12, 20, 25, 30, 45, 60, 100, 250, 1500, 2019, 1998, 3.5'),
} as const;

export type Slot = keyof typeof words;

/** Sentences with places for words, by where in a conversation they stand. */
export const sentences = {
  opener: [
    'Certainly! Here is a short overview of {topic}.',
    'Great question! When it comes to {topic}, there are several {adjective} {nouns} to keep in mind.',
    'There are a few things worth knowing about {topic} before you {verb} anything.',
    'In short, the {noun} depends on the {noun}, and most {nouns} follow from that.',
    'To {verb} the {noun}, it helps to look at {topic} first.',
    'Of course. Below you’ll find the {adjective} {nouns} of {topic}, with an example for each.',
    'The answer is that it depends on your {noun}.',
    "I'd be happy to help you {verb} your {noun}!",
  ],

  sentence: [
    'It is important to {verb} the {noun} before you {verb} the {nouns}.',
    'The {noun} is one of the most {adjective} {nouns} in {topic}.',
    'This can help you {verb} your {noun} and {verb} your {nouns} over time.',
    'For example, a {adjective} {noun} may need {number} {nouns} before it shows any results.',
    'In addition, {nouns} can {verb} the {noun} in a way that is both {adjective} and {adjective}.',
    'However, not every {noun} is the same, and what works for one of the {nouns} may not work for another.',
    'As a result, the {nouns} are {adverb} more {adjective} than they seem.',
    'You can also {verb} the {noun} by asking {nouns} about their {noun}.',
    'Start with a {adjective} {noun}, and {adverb} add more {nouns} as you go.',
    'Many {nouns} find that the {noun} gets easier after about {number} days.',
    'If you are not sure where to begin, {verb} the {noun} that matters most to you.',
    'The key is to {verb} the {noun} {adverb} rather than all at once.',
    'On the other hand, a {adjective} {noun} might {verb} the very {nouns} you rely on.',
    'Research suggests that {nouns} {adverb} {verb} the {noun} when they have a {adjective} {noun}.',
    'There is no single {noun} that fits everyone, but these {nouns} are a {adjective} place to start.',
    'By doing so, you make sure that the {noun} and the {nouns} work well together.',
    'Don’t forget that {nouns} need time, and that the {noun} will change with the {nouns}.',
    "It's also worth noting that the {noun} isn't always {adjective}.",
    'When the {noun} is {adjective}, the {nouns} tend to {verb} themselves.',
    'Ultimately, the {noun} comes down to how well you {verb} the {nouns}.',
    'That said, some {nouns} prefer a more {adjective} {noun}, especially in {topic}.',
    'She looked at the {noun}, then at the {nouns}, and said nothing for a while.',
    'They keep the {noun} in the {noun}, next to the {nouns} that nobody has used since {number}.',
    'What matters is not the {noun} itself but the {adjective} {nouns} around it.',
    'A {noun} like this takes {number} {nouns}, a {adjective} {noun}, and some patience.',
    'With the right {noun}, even {adjective} {nouns} can be {adjective} and enjoyable.',
    'The {nouns} — {adjective} as they are — {verb} more of the {noun} than anything else.',
    'First, {verb} the {noun}; then, once the {nouns} are {adjective}, {verb} it again.',
    'Why does this work? Because the {noun} and the {nouns} share the same {noun}.',
    'In {topic}, a {noun} of about {number} percent is {adverb} considered {adjective}.',
  ],

  heading: [
    'Why the {noun} matters',
    'Key {nouns}',
    'How to {verb} the {noun}',
    'Common {nouns} and how to {verb} them',
    'The {adjective} {noun}',
    'Final thoughts',
  ],

  label: ['{adjective} {nouns}', 'The {noun}', '{verb} the {noun}', '{adverb} {verb}'],

  closer: [
    'In conclusion, the {noun} is worth the effort, and the {nouns} will follow.',
    'Remember, the goal is a {adjective} {noun}, not a perfect one.',
    'Let me know if you would like to {verb} any of these {nouns} in more detail!',
    'I hope this helps you {verb} your {noun}.',
    'Overall, {topic} rewards {adjective} {nouns} and a {adjective} {noun}.',
  ],

  prompt: [
    'How do I {verb} a {noun} in {topic}?',
    'Explain the role of the {noun} in {topic} to a beginner, with {number} examples.',
    'What are the most {adjective} {nouns} of {topic}, and how can I {verb} them without a {noun}?',
    'Write a short text about {topic} for {adjective} {nouns}.',
    'My {noun} is not {adjective} anymore. What should I do?',
  ],

  code: [
    'def {verb}({noun}, {nouns}):',
    '    for item in {nouns}:',
    '        if item.{noun} is None:',
    '            continue',
    '        {noun}.append(item.{noun} * {number})',
    '    return sorted({noun}, key=lambda item: -item.{noun})',
    '{noun} = {verb}("{noun}", [1, 2, 3])',
    'print(f"{noun}: {number}")',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Place = keyof typeof sentences;
