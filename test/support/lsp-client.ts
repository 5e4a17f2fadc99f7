/**
 * A language client over two streams in memory, with one helper per request. Closing it fails if the
 * server complained, asked or told anything that no test looked at.
 */

import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import {
  CancellationToken,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  MessageType,
  type Position,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { auditProgress, serverStatus } from '../../protocol/messages.ts';
import type { AuditView } from '../../protocol/views.ts';
import { defaultProfileFile, workerFile } from '../../server/locations.ts';
import { startServer } from '../../server/lsp/server.ts';
import type { Session } from '../../server/lsp/session.ts';

export interface ClientOptions {
  readonly settings?: Record<string, unknown>;
  readonly pull?: boolean;
  readonly markdown?: boolean;
  readonly relatedInformation?: boolean;
  readonly workDoneProgress?: boolean;
  /** Whether it shows new diagnostics when it is told that there are some. */
  readonly refresh?: boolean;
  readonly profile?: string;
}

class Pipe extends Duplex {
  peer: Pipe | null = null;
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.peer?.push(chunk);
    done();
  }
  override _read(): void {
    // Data is pushed by the peer.
  }
}

function pipes(): [Pipe, Pipe] {
  const [a, b] = [new Pipe(), new Pipe()];
  a.peer = b;
  b.peer = a;
  return [a, b];
}

interface WorkDone {
  kind: 'begin' | 'report' | 'end';
  percentage?: number;
  message?: string;
}

export class LspClient {
  readonly connection: ProtocolConnection;
  readonly session: Session;
  readonly published = new Map<string, Diagnostic[]>();
  readonly statuses: string[] = [];
  /** What the user was told. */
  readonly told: string[] = [];
  /** Warnings and errors in the log. */
  readonly logged: string[] = [];
  readonly audits: AuditView[] = [];
  readonly workDone: WorkDone[] = [];
  readonly workDoneTokens: (string | number)[] = [];
  readonly registrations: string[] = [];
  /** Settings of all documents, or of one by its URI. */
  settings: (uri: string | null) => unknown;
  refreshes = 0;
  readonly #strays: string[] = [];
  #initialized: InitializeResult | null = null;
  #version = 1;

  private constructor(connection: ProtocolConnection, session: Session, options: ClientOptions) {
    this.connection = connection;
    this.session = session;
    this.settings = () => options.settings ?? {};
    this.#answerRequests();
    this.#hearNotifications();
  }

  #answerRequests(): void {
    const { connection } = this;
    connection.onRequest('workspace/configuration', ({ items }) =>
      (items as { scopeUri?: string }[]).map(({ scopeUri }) => this.settings(scopeUri ?? null)),
    );
    connection.onRequest('client/registerCapability', ({ registrations }) => {
      for (const { method } of registrations as { method: string }[]) {
        this.registrations.push(method);
      }
      return null;
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    connection.onRequest('window/workDoneProgress/create', ({ token }) => {
      this.workDoneTokens.push(token as string);
      return null;
    });
  }

  #hearNotifications(): void {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (params) => {
      const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
      this.published.set(uri, diagnostics);
    });
    connection.onNotification(serverStatus, ({ state }) => {
      this.statuses.push(state);
    });
    connection.onNotification(auditProgress, (view) => {
      this.audits.push(view);
    });
    connection.onNotification('$/progress', ({ value }) => {
      this.workDone.push(value as WorkDone);
    });
    connection.onNotification('window/logMessage', (params) => {
      const { type, message } = params as { type: MessageType; message: string };
      if (type <= MessageType.Warning) this.logged.push(message);
    });
    connection.onNotification('window/showMessage', (params) => {
      this.told.push((params as { message: string }).message);
    });
    connection.onUnhandledNotification(({ method }) => {
      this.#strays.push(method);
    });
  }

  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const [ours, theirs] = pipes();
    const serverConnection = createConnection(
      new StreamMessageReader(theirs),
      new StreamMessageWriter(theirs),
    );
    const session = startServer(serverConnection, {
      defaultProfile: options.profile ?? fileURLToPath(defaultProfileFile),
      workerFile,
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(ours),
      new StreamMessageWriter(ours),
    );
    const client = new LspClient(connection, session, options);
    connection.listen();
    client.#initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      initializationOptions: {
        clientCommands: ['teacherprint.explainSample', 'teacherprint.chooseField'],
      },
      capabilities: capabilitiesOf(options),
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  get capabilities(): InitializeResult {
    return this.#initialized!;
  }

  async open(uri: string, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'jsonl', version: this.#version, text },
    });
  }

  /** Replaces a range, or the whole text. */
  async edit(uri: string, text: string, range?: Range): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [range === undefined ? { text } : { text, range }],
    });
  }

  async closeDocument(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async configure(settings: (uri: string | null) => unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  pull(
    uri: string,
    previousResultId?: string,
    token?: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri }, previousResultId };
    return this.#request('textDocument/diagnostic', params, token);
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === 'full' ? report.items : [];
  }

  hover(uri: string, position: Position, token?: CancellationToken): Promise<Hover | null> {
    const params = { textDocument: { uri }, position };
    return this.#request('textDocument/hover', params, token);
  }

  codeActions(uri: string, diagnostics: Diagnostic[]): Promise<CodeAction[]> {
    const zero = { line: 0, character: 0 };
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostics[0]?.range ?? { start: zero, end: zero },
      context: { diagnostics },
    });
  }

  execute(command: string, argument: unknown, token?: CancellationToken): Promise<unknown> {
    const params = { command, arguments: [argument] };
    return this.#request('workspace/executeCommand', params, token);
  }

  #request<T>(method: string, params: object, token = CancellationToken.None): Promise<T> {
    return this.connection.sendRequest(method, params, token);
  }

  /** `expected`: patterns of what was logged and told on purpose. */
  async close(expected: { logged?: RegExp; told?: RegExp } = {}): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
    const left = [
      ...this.#strays,
      ...this.logged.filter((message) => expected.logged?.test(message) !== true),
      ...this.told.filter((message) => expected.told?.test(message) !== true),
    ];
    if (left.length > 0) throw new Error(`the server said, unasked:\n${left.join('\n')}`);
  }
}

function capabilitiesOf(options: ClientOptions): object {
  const diagnostics = { relatedInformation: options.relatedInformation === true };
  return {
    workspace: {
      configuration: true,
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
      diagnostics: { refreshSupport: options.refresh !== false },
    },
    window: { workDoneProgress: options.workDoneProgress === true },
    textDocument: {
      hover: { contentFormat: options.markdown === false ? ['plaintext'] : ['markdown'] },
      publishDiagnostics: diagnostics,
      ...(options.pull !== false && { diagnostic: diagnostics }),
    },
  };
}
