/** The formats in which an audit can be written down. See docs/reports.md. */

export const reportFormats = [
  'pretty', // a page for a terminal
  'json', // one document, for programs
  'jsonl', // one line per sample, for programs
  'csv', // the same lines, for spreadsheets
  'sarif', // one result per finding, for code scanning
  'html', // a page that needs nothing else
  'md', // a summary, for a pull request
  'card', // a section of a dataset card
] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The formats in which campaigns can be written down. */
export const campaignFormats = ['pretty', 'json', 'html', 'md'] as const;
export type CampaignFormat = (typeof campaignFormats)[number];

/** The formats in which an audit of a student can be written down. */
export const studentFormats = ['pretty', 'json', 'html', 'md'] as const;
export type StudentFormat = (typeof studentFormats)[number];
