/** What audits found, sample by sample, of the last file that was audited and of those that are shown. */

import type { AuditStateView } from '../../protocol/viewer.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { RowAccess } from '../dataset/row-access.ts';
import type { ScannedPart } from '../scan/scan-dataset.ts';
import { VerdictTable } from './verdict-table.ts';

export class AuditedFile {
  readonly table: VerdictTable;
  readonly #dataset: Dataset;
  #state: AuditStateView['state'] = 'partial';
  #field: string | null = null;
  #rowsDone = 0;
  #bytesDone = 0;

  constructor(families: readonly string[], dataset: Dataset) {
    this.table = new VerdictTable(families);
    this.#dataset = dataset;
  }

  /** Path of the text in a row, as it was found. */
  get field(): string | null {
    return this.#field;
  }

  get isRunning(): boolean {
    return this.#state === 'partial';
  }

  get view(): AuditStateView {
    const { length, left, families } = this.table;
    return {
      state: this.#state,
      bytesDone: this.#bytesDone,
      samples: length,
      samplesLeft: left,
      families: [...families],
    };
  }

  add({ choice, rowsDone, bytesDone, records }: ScannedPart): void {
    this.#rowsDone = rowsDone;
    this.#field = choice.field ?? this.#field;
    this.#bytesDone = bytesDone;
    this.table.add(records);
  }

  /** Also when it failed: what was found until then stays. */
  end(state: 'cancelled' | 'complete'): void {
    this.#state = state;
  }

  /** Whether its rows are those of this file. An editor may write line ends in another way, but not rows. */
  async isOf(access: RowAccess): Promise<boolean> {
    const { count, isFinal } = access.rowCount();
    const hasRows = this.#state === 'complete' ? this.#rowsDone === count : this.#rowsDone <= count;
    const isAlike = this.#dataset.byteLength === access.byteLength || !isFinal || hasRows;
    return isAlike && (await this.#dataset.isUnchanged());
  }
}

export class AuditVerdicts {
  readonly #files = new Map<string, AuditedFile>();

  /** Forgets what was found in a file before, and in all files but those that are shown. */
  begin(
    uri: string,
    { families, dataset }: { families: readonly string[]; dataset: Dataset },
    isShown: (uri: string) => boolean,
  ): AuditedFile {
    for (const known of this.#files.keys()) if (!isShown(known)) this.#files.delete(known);
    const file = new AuditedFile(families, dataset);
    this.#files.set(uri, file);
    return file;
  }

  of(uri: string): AuditedFile | null {
    return this.#files.get(uri) ?? null;
  }
}
