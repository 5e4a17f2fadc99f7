/** The views of datasets that the client has open: each with its file, its list, and news of both. */

import { setTimeout } from 'node:timers/promises';
import {
  type LocateRowParams,
  viewerProgress,
  type ViewRowsParams,
} from '../../protocol/messages.ts';
import type { RowsView } from '../../protocol/viewer.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { defaultLineOptions } from '../dataset/lines.ts';
import { UserError } from '../dataset/user-error.ts';
import { openFile } from '../scan/open-dataset.ts';
import { AuditVerdicts, type AuditedFile } from '../viewer/audit-verdicts.ts';
import { DatasetViewer } from '../viewer/dataset-viewer.ts';
import { openRows } from '../viewer/open-rows.ts';
import { savedPathOf } from './file-path.ts';
import type { Session } from './session.ts';

/** How often the client hears of what goes on. */
const progressInterval = 300;

interface OpenViewer {
  readonly uri: string;
  readonly viewer: Promise<DatasetViewer>;
  /** Whether its client is being told of what goes on. */
  isTelling: boolean;
}

export class Viewers {
  readonly #session: Session;
  readonly #open = new Map<string, OpenViewer>();
  readonly #verdicts = new AuditVerdicts();

  constructor(session: Session) {
    this.#session = session;
  }

  async rows(params: ViewRowsParams, signal: AbortSignal): Promise<RowsView> {
    const { viewer: name, uri } = params;
    const config = await this.#session.configOf(uri);
    const viewer = await this.#viewer(name, uri);
    const view = await viewer.rows({ ...params, field: config?.field ?? null }, signal);
    this.#tell(name);
    return view;
  }

  async locate({ viewer: name, uri, filter, row }: LocateRowParams): Promise<number | null> {
    return (await this.#viewer(name, uri)).locate(filter, row);
  }

  close(name: string): void {
    const known = this.#open.get(name);
    this.#open.delete(name);
    // Who asked for a file that could not be opened was told so.
    known?.viewer.then((viewer) => viewer.close()).catch(() => undefined);
  }

  closeAll(): void {
    for (const name of [...this.#open.keys()]) this.close(name);
  }

  /** An audit begins, of which lists of this file are to be made. */
  beginAudit(uri: string, families: readonly string[], dataset: Dataset): AuditedFile {
    const isShown = (candidate: string): boolean =>
      [...this.#open.values()].some((open) => open.uri === candidate);
    const audited = this.#verdicts.begin(uri, { families, dataset }, isShown);
    for (const [name, open] of this.#open) if (open.uri === uri) this.#tell(name);
    return audited;
  }

  /** A row's bytes at once, if a view of the file knows where it stands; null: somebody has to look for it. */
  async wholeRow(
    uri: string,
    row: number,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const open = [...this.#open.values()].find((candidate) => candidate.uri === uri);
    if (open === undefined) return null;
    const limit = defaultLineOptions.maxRowBytes;
    const found = await (await open.viewer).wholeRow(row, limit, signal);
    if (found !== null && found.byteLength > limit) {
      throw new UserError(`${savedPathOf(uri)}:${row}: the row is too large`);
    }
    return found?.bytes ?? null;
  }

  #viewer(name: string, uri: string): Promise<DatasetViewer> {
    const known = this.#open.get(name);
    if (known !== undefined) return known.viewer;
    const viewer = this.#start(uri);
    this.#open.set(name, { uri, viewer, isTelling: false });
    // The next request tries again: the file may be there by then.
    viewer.catch(() => this.#open.delete(name));
    return viewer;
  }

  async #start(uri: string): Promise<DatasetViewer> {
    const path = savedPathOf(uri);
    return new DatasetViewer({
      access: await openRows(path),
      dataset: await openFile(path),
      audited: () => this.#verdicts.of(uri),
      withPool: (work) =>
        this.#session.during(async () => work((await this.#session.engine(uri)).pool)),
    });
  }

  /** Begins to tell the client of what goes on, until nothing does. */
  #tell(name: string): void {
    const open = this.#open.get(name);
    if (open === undefined || open.isTelling) return;
    open.isTelling = true;
    void this.#tellOf(name, open).finally(() => (open.isTelling = false));
  }

  async #tellOf(name: string, open: OpenViewer): Promise<void> {
    for (let isBusy = true; isBusy;) {
      await setTimeout(progressInterval, undefined, { ref: false });
      if (this.#open.get(name) !== open) return;
      const viewer = await open.viewer;
      isBusy = viewer.isBusy();
      const state = await viewer.state();
      await this.#session.connection.sendNotification(viewerProgress, { viewer: name, state });
    }
  }
}
