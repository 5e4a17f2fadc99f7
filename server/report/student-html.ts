/** An audit of a student as one page that needs nothing else. */

import type { IdentityView, StudentTeacherView, StudentView } from '../../protocol/student.ts';
import { smallNumber } from '../../protocol/words.ts';
import { markup, type Markup } from './escape-html.ts';
import { areaStrip } from './html-plots.ts';
import { renderPage } from './html-page.ts';
import { identityCaveat, identityLines, identityTitle } from '../../protocol/identity-words.ts';
import {
  askedWords,
  channelWords,
  conclusionWords,
  controlWords,
  eValueWords,
  figureWords,
  fileWords,
  overlapWords,
  studentLimits,
  verdictWords,
} from '../../protocol/student-words.ts';

const page = {
  title: 'Teacherprint student audit',
  heading: 'Was this student trained on that teacher’s answers?',
};

export function renderStudentHtml(view: StudentView, version: string): string {
  const { student, teachers, files, control, prompts, identity, asked, seed } = view;
  const ordered = teachers.toSorted((a, b) => b.z - a.z);
  const scale = scaleOf(ordered);
  const body = markup`<article aria-labelledby="student">
    <h2 id="student">${student}</h2>
    <p>${conclusionWords(view, (text) => text)}</p>
    <p class="soft">${prompts.toLocaleString('en')} prompts; control: ${control ?? 'none'}${asked === null ? '' : `; ${askedWords(asked)}`}.</p>
    <table>
      <caption>Each dot is a decoy, the bar is the student, the line is what a verdict needs.</caption>
      <thead>
        <tr>
          <th scope="col">Teacher</th>
          <th scope="col">z among decoys</th>
          <th scope="col">z</th>
          <th scope="col">Holm</th>
          <th scope="col">e-value</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        ${ordered.map((teacher) => teacherRow(teacher, scale))}
      </tbody>
    </table>
  </article>
  ${ordered.map(teacherArticle)}
  ${identity === null ? null : identityArticle(identity)}
  <section class="foot" aria-labelledby="read">
    <h2 id="read">What was read</h2>
    <ul>${files.map((file) => markup`<li>${file.path}: ${fileWords(file)}</li>`)}</ul>
  </section>
`;
  return renderPage(page, body, { limits: studentLimits, version, seed });
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

function scaleOf(teachers: readonly StudentTeacherView[]): Scale {
  const all = teachers.flatMap(({ z, threshold, decoyZ }) => [z, threshold, ...decoyZ]);
  return { low: Math.min(-1, ...all) - 0.5, high: Math.max(1, ...all) + 0.5 };
}

function teacherRow(teacher: StudentTeacherView, scale: Scale): Markup {
  return markup`<tr>
    <th scope="row">${teacher.teacher}</th>
    <td>${cloud(teacher, scale)}</td>
    <td class="number">${teacher.z.toFixed(1)}</td>
    <td class="number">${smallNumber(teacher.holm)}</td>
    <td class="number">${teacher.control === null ? '—' : eValueWords(teacher.control.eValue)}</td>
    <td>${verdictWords(teacher)}</td>
  </tr>`;
}

function cloud(
  { teacher, z, threshold, decoyZ }: StudentTeacherView,
  { low, high }: Scale,
): Markup {
  const at = (value: number): string => `${(((value - low) / (high - low)) * 100).toFixed(1)}%`;
  const label = `${teacher}: student ${z.toFixed(1)}, decoys from ${decoyZ[0]!.toFixed(1)} to ${decoyZ.at(-1)!.toFixed(1)}, needed ${threshold.toFixed(1)}`;
  return markup`<svg class="bar" role="img" aria-label="${label}">
    <rect class="track" width="100%" height="18" rx="3" />
    ${decoyZ.map((value) => markup`<circle class="rest-frame" fill="none" cx="${at(value)}" cy="9" r="3" />`)}
    <line class="whisker" x1="${at(threshold)}" x2="${at(threshold)}" y1="1" y2="17" />
    <line class="value" stroke="currentColor" stroke-width="4" x1="${at(z)}" x2="${at(z)}" y1="3" y2="15" />
  </svg>`;
}

/** Capital that stops an audit: 1/α at α = 0.05. */
const goal = Math.log2(20);

function teacherArticle(teacher: StudentTeacherView, index: number): Markup {
  const { control, channels } = teacher;
  const id = `teacher-${index + 1}`;
  const capital = control?.log2Capital ?? [];
  return markup`<article aria-labelledby="${id}">
    <h2 id="${id}">${teacher.teacher}</h2>
    <p>${verdictWords(teacher)}</p>
    <p>${figureWords(teacher)}; log-likelihood ratio at most ${teacher.llrBits.toFixed(1)} bits</p>
    <p>${controlWords(teacher)}</p>
    ${
      capital.length < 2
        ? null
        : markup`<h3>Evidence beyond the control along the prompts</h3>${areaStrip(
            capital.map((value) => Math.max(0, value)),
            goal,
            `log2 of the gambler’s capital after each prompt, from 0 to ${goal.toFixed(1)}, where an audit could stop; at the end ${capital.at(-1)!.toFixed(1)}`,
          )}`
    }
    <h3>Channels</h3>
    <table class="small">
      <thead>
        <tr><th scope="col">Channel</th><th scope="col">z</th><th scope="col">Rank p</th></tr>
      </thead>
      <tbody>
        ${channels.map(
          ({ channel, z, rank }) =>
            markup`<tr><th scope="row">${channelWords[channel]}</th><td class="number">${z.toFixed(1)}</td><td class="number">${rank.toFixed(3)}</td></tr>`,
        )}
      </tbody>
    </table>
    <p class="soft">${overlapWords(teacher)}</p>
  </article>
`;
}

function identityArticle(identity: readonly IdentityView[]): Markup {
  return markup`<article aria-labelledby="identity">
    <h2 id="identity">${identityTitle}</h2>
    <p class="soft">${identityCaveat}</p>
    <ul>${identityLines(identity, (text) => text).map((line) => markup`<li>${line}</li>`)}</ul>
  </article>
`;
}
