/** A server that speaks the OpenAI protocol, answers with recorded texts, and fails in every way it is told to. */

import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly text: string;
  readonly body: Asked;
}

export interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
}

/** Answers one request. `nth` counts requests of the same question, from 1. */
export type Behavior = (response: ServerResponse, request: Request, nth: number) => void;

export interface ChatServer {
  /** Base address, as clients want it. */
  readonly url: string;
  readonly requests: readonly Request[];
  behave(behavior: Behavior): void;
  close(): Promise<void>;
}

export async function startChatServer(first: Behavior = answer): Promise<ChatServer> {
  let behavior = first;
  const requests: Request[] = [];
  const times = new Map<string, number>();
  const server = createServer((incoming, response) => {
    void read(incoming).then((request) => {
      requests.push(request);
      const nth = (times.get(request.text) ?? 0) + 1;
      times.set(request.text, nth);
      behavior(response, request, nth);
    });
  });
  // A busy machine must not make it close a connection that somebody is about to use.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    behave(next) {
      behavior = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<Request> {
  let text = '';
  for await (const part of incoming.setEncoding('utf8')) text += part as string;
  const { method = '', url: path = '', headers } = incoming;
  return { method, path, headers, text, body: (text === '' ? {} : JSON.parse(text)) as Asked };
}

/** What a model is recorded to have said to a prompt. */
function recorded({ model, messages }: Asked): string {
  const prompt = messages.at(-1)!.content;
  return `Recorded answer of ${model} to: ${prompt}`;
}

export function completionOf(
  asked: Asked,
  changes: object = {},
  content: string = recorded(asked),
): object {
  const message = { role: 'assistant', content };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: asked.model,
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 7, completion_tokens: 9, total_tokens: 16 },
    ...changes,
  };
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** As it should be, streamed if that was asked for. */
export function answering(
  say: (asked: Asked) => string,
): (response: ServerResponse, request: Request) => void {
  return (response, { body }) => {
    if (body.stream !== true) sendJson(response, completionOf(body, {}, say(body)));
    else {
      const pieces = piecesOf(body, 'stop', say(body));
      response.writeHead(200, eventStream).end(`${pieces.join('')}data: [DONE]\n\n`);
    }
  };
}

export const answer = answering(recorded);

export const eventStream = { 'content-type': 'text/event-stream' };

export function piecesOf(
  asked: Asked,
  finish: string | null = 'stop',
  content: string = recorded(asked),
): string[] {
  const words = content.match(/\S+\s*/g)!;
  const chunk = (delta: object, finish_reason: string | null): string =>
    event({ id: 'c', model: asked.model, choices: [{ index: 0, delta, finish_reason }] });
  const usage = { prompt_tokens: 7, completion_tokens: 9 };
  return [
    ...words.map((content) => chunk({ content }, null)),
    ...(finish === null ? [] : [chunk({}, finish)]),
    event({ id: 'c', model: asked.model, choices: [], usage }),
  ];
}

export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
