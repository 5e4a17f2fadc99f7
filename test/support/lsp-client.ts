/** A language client over two streams in memory, with one helper per request. */

import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import {
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { serverStatus } from '../../protocol/messages.ts';
import type { Session } from '../../server/lsp/session.ts';
import { startServer } from '../../server/lsp/server.ts';
import { defaultProfileFile, workerFile } from '../../server/locations.ts';

export interface ClientOptions {
  readonly settings?: Record<string, unknown>;
  readonly pull?: boolean;
  readonly markdown?: boolean;
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

export class LspClient {
  readonly connection: ProtocolConnection;
  readonly session: Session;
  readonly published = new Map<string, Diagnostic[]>();
  readonly statuses: string[] = [];
  readonly errors: string[] = [];
  settings: Record<string, unknown>;
  refreshes = 0;
  #initialized: InitializeResult | null = null;

  private constructor(connection: ProtocolConnection, session: Session, options: ClientOptions) {
    this.connection = connection;
    this.session = session;
    this.settings = options.settings ?? {};
    connection.onRequest('workspace/configuration', () => [this.settings]);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    connection.onNotification('textDocument/publishDiagnostics', (params) => {
      const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
      this.published.set(uri, diagnostics);
    });
    connection.onNotification(serverStatus, ({ state }) => {
      this.statuses.push(state);
    });
    connection.onNotification('window/logMessage', () => undefined);
    connection.onNotification('window/showMessage', (params) => {
      this.errors.push((params as { message: string }).message);
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
      capabilities: {
        workspace: { configuration: true, diagnostics: { refreshSupport: true } },
        textDocument: {
          hover: { contentFormat: options.markdown === false ? ['plaintext'] : ['markdown'] },
          ...(options.pull !== false && { diagnostic: {} }),
        },
      },
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  get capabilities(): InitializeResult {
    return this.#initialized!;
  }

  async open(uri: string, text: string, version = 1): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'jsonl', version, text },
    });
  }

  /** Replaces the whole text. */
  async edit(uri: string, text: string, version: number): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  async closeDocument(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async configure(settings: Record<string, unknown>): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      previousResultId,
    });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === 'full' ? report.items : [];
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  codeActions(uri: string, diagnostics: Diagnostic[]): Promise<CodeAction[]> {
    const zero = { line: 0, character: 0 };
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostics[0]?.range ?? { start: zero, end: zero },
      context: { diagnostics },
    });
  }

  execute(command: string, argument: unknown): Promise<unknown> {
    return this.connection.sendRequest('workspace/executeCommand', {
      command,
      arguments: [argument],
    });
  }

  async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }
}
