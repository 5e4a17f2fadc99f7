/** Everything the server remembers: documents, settings, profiles with their workers, analyses. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
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
import { baselineFileName, configFileName, ignoreFileName } from '../../protocol/commands.ts';
import { serverStatus, type ServerState } from '../../protocol/messages.ts';
import { type DatasetConfig, readDatasetConfig } from '../settings/config-file.ts';
import { Collections } from './collections.ts';
import { ConfigEditor } from '../settings/edit-config.ts';
import { IgnoreFiles } from '../settings/ignore-file.ts';
import { Baselines, type KnownFindings } from '../settings/known-findings.ts';
import { DocumentAnalyses } from './document-analysis.ts';
import { type Engine, type EngineHost, Engines, type EngineSettings } from './engines.ts';
import { pathOf } from './file-path.ts';
import { SettingsCache } from './settings-cache.ts';
import { Viewers } from './viewers.ts';

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
  readonly viewers: Viewers;
  client: Client = readClient({ capabilities: {} } as InitializeParams);
  /** Called after the server itself changed `teacherprint.json`. */
  onConfigWritten: () => void = () => undefined;
  readonly configs = new ConfigEditor();
  readonly collections = new Collections();
  readonly #baselines = new Baselines();
  /** Names of files that the client was asked to watch. */
  readonly #watched = new Set<string>([configFileName, ignoreFileName, baselineFileName]);
  readonly #engines: Engines;
  /** The engine, or the failure, that the client was told of last. */
  #announced: Engine | string | null = null;

  constructor(connection: Connection, host: EngineHost) {
    this.connection = connection;
    this.#engines = new Engines(host);
    this.settings = new SettingsCache(connection);
    this.analyses = new DocumentAnalyses(this);
    this.viewers = new Viewers(this);
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
        watchers: [...this.#watched].map((name) => ({ globPattern: `**/${name}` })),
      });
    }
    // A failure is told by its status; nobody waits for this.
    this.engine('').catch(() => undefined);
  }

  /** That judges a document; `uri` empty: what belongs to no document. */
  async engine(uri: string): Promise<Engine> {
    return this.#announce(await this.#engineSettings(uri));
  }

  /** By the profile of the settings, whatever `teacherprint.json` names for the document. */
  async generalEngine(uri: string): Promise<Engine> {
    return this.#announce(await this.#generalSettings(uri));
  }

  /** Tells the client what judges now, or why nothing does. */
  async #announce(settings: EngineSettings): Promise<Engine> {
    try {
      const engine = await this.#engines.of(settings);
      const { id, summary } = engine.loaded.view;
      if (this.#announced !== engine) this.status('ready', `${id}: ${summary}`);
      this.#announced = engine;
      return engine;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.status('failed', message);
      // Editors ask again with every key that is pressed; once is enough.
      if (this.#announced !== message) {
        const what = settings.fitted === null ? 'anything' : 'this dataset';
        this.tell(MessageType.Error, `Teacherprint cannot judge ${what}: ${message}`);
      }
      this.#announced = message;
      throw error;
    }
  }

  /** Workers are shared by all documents, so their number is nobody's own. */
  async #generalSettings(uri: string): Promise<EngineSettings> {
    const { workers } = await this.settings.of('');
    return { profile: (await this.settings.of(uri)).profile, fitted: null, workers };
  }

  /** A local profile goes before that of the settings. */
  async #engineSettings(uri: string): Promise<EngineSettings> {
    const general = await this.#generalSettings(uri);
    const references = (await this.configOf(uri))?.references ?? null;
    if (references === null) return general;
    const found = await stat(references).catch(() => null);
    const fitted = found === null ? '' : `${found.mtimeMs} ${found.size}`;
    return { ...general, profile: references, fitted };
  }

  /** A request or a push, from beginning to end. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return this.#engines.during(work);
  }

  /** Settings changed: ends the workers of profiles that nobody names any more. */
  async retireEngines(): Promise<void> {
    const uris = ['', ...this.documents.keys()];
    await this.#engines.retain(await Promise.all(uris.map((uri) => this.#engineSettings(uri))));
  }

  /** What `teacherprint.json` says about a file; nothing for documents that are not on a disk. */
  async configOf(uri: string): Promise<DatasetConfig | null> {
    const path = pathOf(uri);
    return path === null ? null : readDatasetConfig(path);
  }

  /** What of a file's findings is in its baseline. Throws a `UserError` if there is one that cannot be read. */
  async knownOf(uri: string, config: DatasetConfig | null): Promise<KnownFindings | null> {
    const path = pathOf(uri);
    if (path === null || config === null || config.baseline === null) return null;
    await this.#watch(basename(config.baseline));
    return this.#baselines.of(config.baseline, path);
  }

  /** Whether the file is one that nobody wants to hear of while it is edited. */
  async isIgnored(uri: string): Promise<boolean> {
    const path = pathOf(uri);
    return path !== null && (await new IgnoreFiles().isIgnored(path));
  }

  /** For baselines with a name of their own. */
  async #watch(name: string): Promise<void> {
    // A name with such characters would be a glob of something else.
    if (!this.client.watchesFiles || this.#watched.has(name) || /[*?{}[\]]/.test(name)) return;
    this.#watched.add(name);
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: `**/${name}` }],
    });
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
    this.viewers.closeAll();
    await this.#engines.close();
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
