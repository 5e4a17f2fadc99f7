/** Texts for tests, all written for them. */

export const plainAnswer =
  'Sourdough rises slowly because wild yeast is few in number and has to share its dinner with bacteria. ' +
  'Give the dough eight hours in a cool kitchen, fold it whenever you walk past, and bake it when a finger ' +
  'pressed into the side leaves a dent that fills only halfway. The crust will tell you the rest.';

export const leakingAnswer =
  'As ChatGPT, a model trained by OpenAI, I cannot taste bread, but I can say what bakers report. ' +
  'They agree that a hot stone and plenty of steam in the first ten minutes matter more than the flour, ' +
  'and that most loaves are cut long before they are cold.';

export function messagesRow(answer: string, prompt = 'How does sourdough rise?'): string {
  return JSON.stringify({
    messages: [
      { role: 'user', content: prompt },
      { role: 'assistant', content: answer },
    ],
  });
}
