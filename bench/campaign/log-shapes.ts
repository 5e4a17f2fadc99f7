/** An exchange as the logs and exports of five systems hold it. */

import type { Random } from '../../server/engine/random.ts';
import { writeToken } from './accounts.ts';
import type { Exchange } from './exchange.ts';

export const logShapes = ['openai', 'anthropic', 'litellm', 'helicone', 'langfuse'] as const;
export type LogShape = (typeof logShapes)[number];

type Row = Record<string, unknown>;

export function toLogRow(shape: LogShape, exchange: Exchange, random: Random): Row {
  return rowOf[shape](exchange, writeToken(random, 3));
}

const rowOf: Record<LogShape, (exchange: Exchange, id: string) => Row> = {
  openai: (exchange, id) => ({
    id: `resp_${id}`,
    created_at: Math.floor(exchange.time / 1000),
    api_key_id: exchange.account,
    organization: exchange.organisation,
    model: exchange.model,
    input: responseItems(exchange),
    output_text: exchange.response,
    usage: { input_tokens: inputTokens(exchange), output_tokens: exchange.outputTokens },
    ip: exchange.ip,
    user_agent: exchange.userAgent,
    session_id: exchange.session,
    status_code: exchange.status,
  }),
  anthropic: (exchange, id) => ({
    request_id: `req_${id}`,
    timestamp: iso(exchange.time),
    organization_id: exchange.organisation,
    api_key_id: exchange.account,
    request: {
      model: exchange.model,
      max_tokens: 4096,
      ...(exchange.system !== '' && { system: exchange.system }),
      messages: anthropicMessages(exchange),
    },
    response: {
      content: [
        ...(exchange.issued === null
          ? []
          : [{ type: 'thinking', thinking: '', signature: exchange.issued }]),
        { type: 'text', text: exchange.response },
      ],
      usage: { input_tokens: inputTokens(exchange), output_tokens: exchange.outputTokens },
    },
    status: exchange.status,
    ip_address: exchange.ip,
    user_agent: exchange.userAgent,
    session_id: exchange.session,
  }),
  litellm: (exchange, id) => ({
    request_id: id,
    call_type: 'acompletion',
    api_key: exchange.account,
    team_id: exchange.organisation,
    model: exchange.model,
    startTime: iso(exchange.time),
    endTime: iso(exchange.time + 20 * exchange.outputTokens),
    messages: openAiMessages(exchange),
    response: chatCompletion(exchange),
    prompt_tokens: inputTokens(exchange),
    completion_tokens: exchange.outputTokens,
    requester_ip_address: exchange.ip,
    session_id: exchange.session,
    status: exchange.status === 200 ? 'success' : 'failure',
    metadata: { user_agent: exchange.userAgent, status_code: exchange.status },
  }),
  helicone: (exchange, id) => ({
    request_id: id,
    request_created_at: iso(exchange.time),
    request_user_id: exchange.account,
    request_model: exchange.model,
    request_body: { model: exchange.model, messages: openAiMessages(exchange) },
    response_body: chatCompletion(exchange),
    response_status: exchange.status,
    prompt_tokens: inputTokens(exchange),
    completion_tokens: exchange.outputTokens,
    request_ip: exchange.ip,
    request_properties: {
      'Helicone-Session-Id': exchange.session,
      organization: exchange.organisation,
      'user-agent': exchange.userAgent,
    },
  }),
  langfuse: (exchange, id) => ({
    id,
    traceId: `${id}t`,
    type: 'GENERATION',
    name: 'chat',
    startTime: iso(exchange.time),
    model: exchange.model,
    input: openAiMessages(exchange),
    output: { role: 'assistant', content: exchange.response },
    userId: exchange.account,
    sessionId: exchange.session,
    usageDetails: { input: inputTokens(exchange), output: exchange.outputTokens },
    level: exchange.status === 200 ? 'DEFAULT' : 'ERROR',
    metadata: {
      organization: exchange.organisation,
      ip: exchange.ip,
      userAgent: exchange.userAgent,
      statusCode: exchange.status,
    },
  }),
};

const iso = (time: number): string => new Date(time).toISOString();

/** Four characters a token, as English has it. */
function inputTokens({ system, prompt, earlier }: Exchange): number {
  const chars = system.length + prompt.length + earlier.reduce((sum, text) => sum + text.length, 0);
  return Math.ceil(chars / 4);
}

function openAiMessages(exchange: Exchange): Row[] {
  const { system, earlier, prompt, carried } = exchange;
  const messages: Row[] = system === '' ? [] : [{ role: 'system', content: system }];
  for (const text of earlier) {
    messages.push({ role: 'user', content: text }, { role: 'assistant', content: 'Done.' });
  }
  if (carried !== null) {
    messages.push({
      role: 'assistant',
      content: '',
      thinking_blocks: [{ type: 'thinking', thinking: '', signature: carried }],
    });
  }
  messages.push({ role: 'user', content: prompt });
  return messages;
}

/** The same as items of the Responses API, where opaque reasoning is an item of its own. */
function responseItems(exchange: Exchange): Row[] {
  const items = openAiMessages({ ...exchange, carried: null });
  if (exchange.carried !== null) {
    items.splice(-1, 0, { type: 'reasoning', encrypted_content: exchange.carried, summary: [] });
  }
  return items;
}

function anthropicMessages({ earlier, prompt, carried }: Exchange): Row[] {
  const messages: Row[] = [];
  for (const text of earlier) {
    messages.push({ role: 'user', content: text }, { role: 'assistant', content: 'Done.' });
  }
  if (carried !== null) {
    messages.push({
      role: 'assistant',
      content: [{ type: 'thinking', thinking: '', signature: carried }],
    });
  }
  messages.push({ role: 'user', content: [{ type: 'text', text: prompt }] });
  return messages;
}

function chatCompletion({ response, status }: Exchange): Row {
  if (status !== 200) return { error: { code: status } };
  return { choices: [{ index: 0, message: { role: 'assistant', content: response } }] };
}
