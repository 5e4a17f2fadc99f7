/** What all pages have: a head that lets nothing load or run, and an end. */

import { createHash } from 'node:crypto';
import { markup, type Markup } from './escape-html.ts';
import { htmlStyle } from './html-style.ts';

export interface PageNames {
  readonly title: string;
  readonly heading: string;
}

/** Only our own style: even if a text became markup, nothing of it could load or run. */
const policy =
  `default-src 'none'; base-uri 'none'; form-action 'none'; ` +
  `style-src 'sha256-${createHash('sha256').update(htmlStyle).digest('base64')}'`;

export function pageStart({ title, heading }: PageNames): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ source: htmlStyle }}</style>
</head>
<body>
<header class="page"><p>Teacherprint</p><h1>${heading}</h1></header>
<main>
`.source;
}

export const pageEnd: Markup = {
  source: `</main>
</body>
</html>
`,
};

/** A page about one thing, with what it cannot say in the end. */
export function renderPage(
  names: PageNames,
  body: Markup,
  {
    limits,
    version,
    seed,
  }: { readonly limits: readonly string[]; readonly version: string; readonly seed: number },
): string {
  const foot = markup`  <section class="foot" aria-labelledby="limits">
    <h2 id="limits">What this cannot say</h2>
    <ul>${limits.map((limit) => markup`<li>${limit}</li>`)}</ul>
    <p class="soft">Teacherprint ${version}, seed ${seed}.</p>
  </section>
${pageEnd}`;
  return pageStart(names) + body.source + foot.source;
}
