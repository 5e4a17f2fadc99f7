/** Everything that a server can do wrong, or only differently, and what must come of it. */

import { gzipSync } from 'node:zlib';
import type { FailureReason } from '../../protocol/collecting.ts';
import type { Timeouts } from '../../server/endpoint/client.ts';
import {
  answer,
  type Behavior,
  completionOf,
  event,
  eventStream,
  piecesOf,
  sendJson,
} from './chat-server.ts';

export interface FaultMode {
  readonly name: string;
  /** How the first request of each question is met; later ones are answered, unless `always`. */
  readonly behavior: Behavior;
  readonly always?: true;
  readonly streams?: true;
  /** When patience ends: after so many pieces of an answer, as a whole or for want of the next one. */
  readonly late?: { readonly pieces: number; readonly which: keyof Timeouts };
  readonly comes: 'answered' | FailureReason;
}

const json = { 'content-type': 'application/json' };

const status =
  (
    code: number,
    headers: Record<string, string> = {},
    error: unknown = { message: 'no' },
  ): Behavior =>
  (response) =>
    void response.writeHead(code, { ...json, ...headers }).end(JSON.stringify({ error }));

const body =
  (text: string | Uint8Array, headers: Record<string, string> = json, code = 200): Behavior =>
  (response) =>
    void response.writeHead(code, headers).end(text);

const changed =
  (changes: (asked: Parameters<typeof completionOf>[0]) => object): Behavior =>
  (response, request) => {
    sendJson(response, completionOf(request.body, changes(request.body)));
  };

const message = (content: unknown, more: object = {}, finish = 'stop'): Behavior =>
  changed(() => ({
    choices: [
      { index: 0, message: { role: 'assistant', content, ...more }, finish_reason: finish },
    ],
  }));

/** A body that breaks off behind so many of its bytes. */
const resetAfter =
  (bytes: number): Behavior =>
  (response, request) => {
    const text = JSON.stringify(completionOf(request.body));
    response.writeHead(200, { ...json, 'content-length': String(text.length) });
    response.write(text.slice(0, bytes), () => response.destroy());
  };

const stream =
  (pieces: (asked: Parameters<typeof piecesOf>[0]) => readonly string[]): Behavior =>
  (response, request) =>
    void response.writeHead(200, eventStream).end(pieces(request.body).join(''));

const silent: Behavior = () => undefined;
const silence = (pieces: number) => ({ pieces, which: 'idle' }) as const;

const mebibyte = 'x'.repeat(1 << 20);

export const faultModes: readonly FaultMode[] = [
  { name: 'an answer', behavior: answer, comes: 'answered' },
  { name: '429 with seconds', behavior: status(429, { 'retry-after': '2' }), comes: 'answered' },
  {
    name: '429 with a date',
    behavior: status(429, { 'retry-after': 'Thu, 01 Jan 1970 00:00:09 GMT' }),
    comes: 'answered',
  },
  { name: '429 without Retry-After', behavior: status(429), comes: 'answered' },
  {
    name: '429 until tomorrow',
    behavior: status(429, { 'retry-after': '86400' }),
    comes: 'rate-limited',
  },
  {
    name: '429 with a nonsensical Retry-After',
    behavior: status(429, { 'retry-after': 'soon' }),
    comes: 'answered',
  },
  { name: '429 for ever', behavior: status(429), always: true, comes: 'rate-limited' },
  {
    name: '429 for want of quota',
    behavior: status(429, {}, { code: 'insufficient_quota', message: 'pay' }),
    comes: 'no-quota',
  },
  { name: '402', behavior: status(402), comes: 'no-quota' },
  { name: '408', behavior: status(408), comes: 'answered' },
  { name: '409', behavior: status(409), comes: 'answered' },
  { name: '500 once', behavior: status(500), comes: 'answered' },
  { name: '502 with a page', behavior: body('<html>bad</html>', {}, 502), comes: 'answered' },
  { name: '503 for ever', behavior: status(503), always: true, comes: 'server-error' },
  { name: '400', behavior: status(400), comes: 'bad-request' },
  { name: '401', behavior: status(401), comes: 'unauthorized' },
  { name: '403', behavior: status(403), comes: 'unauthorized' },
  { name: '404', behavior: status(404), comes: 'not-found' },
  { name: '413', behavior: status(413), comes: 'bad-request' },
  { name: '204', behavior: (response) => void response.writeHead(204).end(), comes: 'unreadable' },
  {
    name: 'a redirect',
    behavior: (response) =>
      void response.writeHead(307, { location: 'http://127.0.0.1:9/v1' }).end(),
    comes: 'redirected',
  },
  {
    name: 'a redirect to itself',
    behavior: (response) => void response.writeHead(308, { location: '/v1/other' }).end(),
    comes: 'redirected',
  },
  { name: 'silence', behavior: silent, late: silence(0), comes: 'answered' },
  { name: 'silence for ever', behavior: silent, always: true, late: silence(0), comes: 'timeout' },
  {
    name: 'silence in the middle',
    late: silence(1),
    behavior: (response) => void response.writeHead(200, json).write('{"choices":'),
    comes: 'answered',
  },
  {
    name: 'a byte now and then, for ever',
    late: { pieces: 3, which: 'total' },
    always: true,
    behavior: (response) => {
      response.writeHead(200, json);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(drip);
      });
    },
    comes: 'timeout',
  },
  {
    name: 'a reset at once',
    behavior: (response) => {
      response.destroy();
    },
    comes: 'answered',
  },
  { name: 'a reset after the headers', behavior: resetAfter(0), comes: 'answered' },
  { name: 'a reset after a byte', behavior: resetAfter(1), comes: 'answered' },
  { name: 'a reset after 100 bytes', behavior: resetAfter(100), comes: 'answered' },
  { name: 'a reset for ever', behavior: resetAfter(50), always: true, comes: 'connection' },
  { name: 'JSON that ends too early', behavior: body('{"choices":['), comes: 'unreadable' },
  { name: 'no JSON', behavior: body('hello'), comes: 'unreadable' },
  { name: 'an empty body', behavior: body(''), comes: 'unreadable' },
  { name: 'null', behavior: body('null'), comes: 'unreadable' },
  { name: 'a list', behavior: body('[]'), comes: 'unreadable' },
  {
    name: 'a hostile prototype',
    behavior: body('{"__proto__":{"choices":[]},"constructor":{"prototype":{}}}'),
    comes: 'unreadable',
  },
  {
    name: 'JSON under another content type',
    behavior: (response, request) =>
      void response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(JSON.stringify(completionOf(request.body))),
    comes: 'unreadable',
  },
  {
    name: 'a page of HTML',
    behavior: body('<!doctype html><title>Login</title>', { 'content-type': 'text/html' }),
    comes: 'unreadable',
  },
  {
    name: 'bytes that are no UTF-8',
    behavior: body(Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)),
    comes: 'unreadable',
  },
  {
    name: 'an answer that is no UTF-8 inside',
    behavior: (response, { body: asked }) => {
      const text = JSON.stringify(completionOf(asked));
      response.writeHead(200, json).end(Buffer.from(text.replace('Recorded', '\u00ff'), 'latin1'));
    },
    comes: 'answered',
  },
  {
    name: 'gzip',
    behavior: (response, request) =>
      void response
        .writeHead(200, { ...json, 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify(completionOf(request.body)))),
    comes: 'answered',
  },
  {
    name: 'gzip that is none',
    behavior: body('{}', { ...json, 'content-encoding': 'gzip' }),
    always: true,
    comes: 'connection',
  },
  {
    name: 'a gzip bomb',
    behavior: body(gzipSync(mebibyte.repeat(64)), { ...json, 'content-encoding': 'gzip' }),
    comes: 'too-large',
  },
  { name: 'a huge body', behavior: body(mebibyte.repeat(3)), comes: 'too-large' },
  {
    name: 'a body without end',
    behavior: (response) => {
      response.writeHead(200, json);
      const more = (): void => {
        if (!response.destroyed) response.write(mebibyte, more);
      };
      more();
    },
    comes: 'too-large',
  },
  { name: 'a huge error', behavior: body(mebibyte.repeat(3), json, 500), comes: 'answered' },
  { name: 'no choices', behavior: changed(() => ({ choices: [] })), comes: 'empty' },
  { name: 'choices that are none', behavior: changed(() => ({ choices: [7] })), comes: 'empty' },
  { name: 'null content', behavior: message(null), comes: 'empty' },
  { name: 'blank content', behavior: message(' \n'), comes: 'empty' },
  {
    name: 'nothing but reasoning',
    behavior: message(null, { reasoning_content: 'Hm.' }),
    comes: 'empty',
  },
  {
    name: 'a call of a tool',
    behavior: message(null, { tool_calls: [] }, 'tool_calls'),
    comes: 'empty',
  },
  { name: 'a refusal', behavior: message(null, { refusal: 'No.' }), comes: 'refused' },
  {
    name: 'the content filter',
    behavior: message('Half', {}, 'content_filter'),
    comes: 'filtered',
  },
  { name: 'a cut answer', behavior: message('Half an ans', {}, 'length'), comes: 'answered' },
  {
    name: 'content in parts',
    behavior: message([{ type: 'text', text: 'A' }, 4]),
    comes: 'answered',
  },
  { name: 'lone surrogates', behavior: message('a\ud800b'), comes: 'answered' },
  { name: 'another model', behavior: changed(() => ({ model: 'impostor' })), comes: 'answered' },
  { name: 'no usage', behavior: changed(() => ({ usage: null })), comes: 'answered' },
  {
    name: 'nonsensical usage',
    behavior: changed(() => ({ usage: { prompt_tokens: -5, completion_tokens: 'many' } })),
    comes: 'answered',
  },
  { name: 'the same id each time', behavior: changed(() => ({ id: 'same' })), comes: 'answered' },
  { name: 'a stream', behavior: answer, streams: true, comes: 'answered' },
  { name: 'a stream without [DONE]', behavior: stream(piecesOf), streams: true, comes: 'answered' },
  {
    name: 'a stream that ends too early',
    behavior: stream((asked) => piecesOf(asked, null).slice(0, 3)),
    streams: true,
    comes: 'unreadable',
  },
  {
    name: 'a stream with an error in it',
    behavior: stream((asked) => [piecesOf(asked)[0]!, event({ error: { message: 'overloaded' } })]),
    streams: true,
    comes: 'answered',
  },
  {
    name: 'a stream with broken JSON',
    behavior: stream((asked) => [piecesOf(asked)[0]!, 'data: {"choices": [\n\n']),
    streams: true,
    comes: 'unreadable',
  },
  {
    name: 'a stream of two answers',
    behavior: stream((asked) =>
      piecesOf(asked).flatMap((piece) => [
        event({ choices: [{ index: 1, delta: { content: 'Other.' }, finish_reason: 'stop' }] }),
        piece,
      ]),
    ),
    streams: true,
    comes: 'answered',
  },
  {
    name: 'a stream that falls silent',
    late: silence(1),
    behavior: (response, { body: asked }) =>
      void response.writeHead(200, eventStream).write(piecesOf(asked)[0]!),
    streams: true,
    comes: 'answered',
  },
  {
    name: 'a stream that is reset',
    behavior: (response, { body: asked }) => {
      response.writeHead(200, eventStream);
      response.write(piecesOf(asked)[0]!, () => response.destroy());
    },
    streams: true,
    comes: 'answered',
  },
  {
    name: 'a stream without end',
    behavior: (response) => {
      response.writeHead(200, eventStream);
      const choices = [{ index: 0, delta: { content: mebibyte }, finish_reason: null }];
      const more = (): void => {
        if (!response.destroyed) response.write(event({ choices }), more);
      };
      more();
    },
    streams: true,
    comes: 'too-large',
  },
  {
    name: 'JSON in place of a stream',
    behavior: (response, request) => {
      sendJson(response, completionOf(request.body));
    },
    streams: true,
    comes: 'unreadable',
  },
];
