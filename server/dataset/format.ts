/** Which kind of dataset a file is, by its name; compression is told by the first bytes. */

export type Format = 'json-lines' | 'json' | 'csv' | 'tsv' | 'parquet';

const formats: Readonly<Record<string, Format>> = {
  jsonl: 'json-lines',
  ndjson: 'json-lines',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  parquet: 'parquet',
};

const compressions = ['gz', 'zst'];

/** What folders are searched for: every format, each also compressed. */
export const datasetGlob = `**/*.{${Object.keys(formats).join(',')}}{,.${compressions.join(',.')}}`;

/** Null: the name says nothing. */
export function formatOfName(name: string): Format | null {
  const compression = new RegExp(`\\.(?:${compressions.join('|')})$`, 'i');
  const extension = /\.([a-z]+)$/i.exec(name.replace(compression, ''))?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(formats, extension) ? formats[extension]! : null;
}
