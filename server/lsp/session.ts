/** Everything the server remembers: documents, settings, profiles with their workers, analyses. */

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  MessageType,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { configFileName } from '../../protocol/commands.ts';
import { serverStatus, type ServerState } from '../../protocol/messages.ts';
import { loadProfile, type LoadedProfile } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import { type DatasetConfig, readDatasetConfig } from '../settings/config-file.ts';
import { DocumentAnalyses } from './document-analysis.ts';
import { SettingsCache } from './settings-cache.ts';

export interface ServerHost {
  /** Path of the profile that ships. */
  readonly defaultProfile: string;
  /** Entry of the worker threads. */
  readonly workerFile: URL;
}

/** A profile with the workers that judge by it. */
export interface Engine {
  readonly loaded: LoadedProfile;
  readonly pool: WorkerPool;
}

/** What the client can do, as far as it matters here. */
export interface Client {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly rendersMarkdown: boolean;
  readonly relatesInformation: boolean;
  readonly showsProgress: boolean;
  /** Whether it wants to be asked to watch files, and to tell of changed settings. */
  readonly watchesFiles: boolean;
  readonly registersSettings: boolean;
  /** Commands of its own that code actions may name. */
  readonly commands: readonly string[];
}

export class Session {
  readonly connection: Connection;
  readonly documents = new TextDocuments(TextDocument);
  readonly settings: SettingsCache;
  readonly analyses: DocumentAnalyses;
  client: Client = readClient({ capabilities: {} } as InitializeParams);
  /** Called after the server itself changed `teacherprint.json`. */
  onConfigWritten: () => void = () => undefined;
  readonly #host: ServerHost;
  readonly #engines = new Map<string, Promise<Engine>>();

  constructor(connection: Connection, host: ServerHost) {
    this.connection = connection;
    this.#host = host;
    this.settings = new SettingsCache(connection);
    this.analyses = new DocumentAnalyses(this);
  }

  readClient(params: InitializeParams): void {
    this.client = readClient(params);
    this.settings.isSupported = params.capabilities.workspace?.configuration === true;
  }

  /** After the handshake: everything that takes time, so that the first answer need not wait. */
  async start(): Promise<void> {
    this.status('starting', 'loading the profile');
    if (this.client.registersSettings) {
      await this.connection.client.register(DidChangeConfigurationNotification.type, {
        section: 'teacherprint',
      });
    }
    if (this.client.watchesFiles) {
      await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: `**/${configFileName}` }],
      });
    }
    const { profile } = await this.settings.of('');
    // A failure is told by its status; nobody waits for this.
    this.engine(profile).catch(() => undefined);
  }

  /** `profile`: path of a profile file; empty for the one that ships. Loaded once. */
  engine(profile: string): Promise<Engine> {
    const file = profile === '' ? this.#host.defaultProfile : profile;
    const known = this.#engines.get(file);
    if (known !== undefined) return known;
    const engine = this.#startEngine(file);
    this.#engines.set(file, engine);
    engine.catch((error: unknown) => {
      // The next request tries again: the file may be there by then.
      this.#engines.delete(file);
      const message = error instanceof Error ? error.message : String(error);
      this.status('failed', message);
      this.tell(MessageType.Error, `Teacherprint cannot judge anything: ${message}`);
    });
    return engine;
  }

  async #startEngine(file: string): Promise<Engine> {
    const loaded = loadProfile(file);
    const { workers } = await this.settings.of('');
    const pool = createWorkerPool({
      profileFile: file,
      workers: workers || Math.max(1, availableParallelism() - 1),
      workerFile: this.#host.workerFile,
    });
    await pool.ready;
    this.status('ready', `${loaded.view.id}: ${loaded.view.summary}`);
    return { loaded, pool };
  }

  /** What `teacherprint.json` says about a file; nothing for documents that are not on a disk. */
  async configOf(uri: string): Promise<DatasetConfig | null> {
    return uri.startsWith('file:') ? readDatasetConfig(fileURLToPath(uri)) : null;
  }

  /** A sentence for the user that asks for no answer. */
  tell(type: MessageType, message: string): void {
    void this.connection.sendNotification(ShowMessageNotification.type, { type, message });
  }

  status(state: ServerState, message: string): void {
    void this.connection.sendNotification(serverStatus, { state, message });
  }

  async close(): Promise<void> {
    this.analyses.close();
    const engines = await Promise.allSettled(this.#engines.values());
    this.#engines.clear();
    for (const engine of engines) {
      if (engine.status === 'fulfilled') await engine.value.pool.close();
    }
  }
}

function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const { textDocument, workspace, window } = capabilities;
  const options = initializationOptions as { clientCommands?: unknown } | undefined;
  const commands = Array.isArray(options?.clientCommands) ? options.clientCommands : [];
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    rendersMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    relatesInformation: [textDocument?.diagnostic, textDocument?.publishDiagnostics].some(
      (diagnostics) => diagnostics?.relatedInformation === true,
    ),
    showsProgress: window?.workDoneProgress === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    commands: commands.filter((command): command is string => typeof command === 'string'),
  };
}
