/** The name of a format → a report in it. */

import type { ReportFormat } from '../../protocol/report-formats.ts';
import { renderCard, renderCardTotal } from './render-card.ts';
import { csvHeader, renderCsvLine } from './render-csv.ts';
import { htmlEnd, htmlStart, renderHtmlDataset } from './render-html.ts';
import { renderHtmlTotal } from './html-total.ts';
import { renderJsonEnd, renderJsonFile, renderJsonStart } from './render-json.ts';
import { markdownEnd, renderMarkdown, renderMarkdownTotal } from './render-markdown.ts';
import { type PrettyOptions, renderPretty, renderPrettyTotal } from './render-pretty.ts';
import { renderShared } from './render-shared.ts';
import { plainReport, type Report, type ReportRun } from './report.ts';
import { sarifReport } from './sarif-report.ts';

export function createReport(format: ReportFormat, run: ReportRun, look: PrettyOptions): Report {
  let datasets = 0;
  switch (format) {
    case 'pretty':
      return {
        ...plainReport,
        dataset: ({ audit }) => [(datasets++ === 0 ? '' : '\n') + renderPretty(audit(), look)],
        end: ({ shared, total }) => [
          total === null ? '' : renderPrettyTotal(total, look),
          renderShared(shared),
        ],
      };
    case 'json':
      return {
        ...plainReport,
        start: () => renderJsonStart(run),
        dataset: ({ audit }) => [renderJsonFile(audit(), datasets++ === 0)],
        end: ({ shared, total }) => [renderJsonEnd(shared, total)],
      };
    case 'jsonl':
      return {
        ...plainReport,
        async *dataset({ lines }) {
          for await (const some of lines()) yield `${some.join('\n')}\n`;
        },
      };
    case 'csv': {
      const { families } = run.profile;
      return {
        ...plainReport,
        start: () => csvHeader(families),
        async *dataset({ lines }) {
          for await (const some of lines()) {
            yield some.map((line) => renderCsvLine(line, families)).join('');
          }
        },
      };
    }
    case 'sarif':
      return sarifReport(run);
    case 'html':
      return {
        ...plainReport,
        start: () => htmlStart(),
        dataset: ({ audit }) => [renderHtmlDataset(audit(), ++datasets)],
        end: ({ troubles, total }) => [
          total === null ? '' : renderHtmlTotal(total),
          htmlEnd(run, troubles),
        ],
      };
    case 'md':
      return {
        ...plainReport,
        dataset: ({ audit }) => [renderMarkdown(audit())],
        end: ({ troubles, total }) => [
          total === null ? '' : renderMarkdownTotal(total),
          markdownEnd(run, troubles),
        ],
      };
    case 'card':
      return {
        ...plainReport,
        dataset: ({ audit }) => [(datasets++ === 0 ? '' : '\n') + renderCard(audit(), run)],
        end: ({ total }) => [total === null ? '' : renderCardTotal(total)],
      };
  }
}
