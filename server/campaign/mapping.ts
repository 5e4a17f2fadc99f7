/** Which path of a row holds which field of a request: the conventional ones that most rows have. */

import { type LogField, logFields, type LogMapping } from '../../protocol/campaign.ts';
import { property, propertyAt } from '../samples/read-value.ts';
import { readTime } from './log-time.ts';

/** Where a request's body lies: as it is, in gateways' logs, and in the exports of tools. */
const bodies = ['', 'request.', 'request_body.', 'requestBody.', 'body.', 'request.body.'];
const answers = ['', 'response.', 'response_body.', 'responseBody.', 'response.body.', 'output.'];

function within(places: readonly string[], names: readonly string[]): string[] {
  return places.flatMap((place) => names.map((name) => place + name));
}

/** The more telling first: of equally frequent ones, the first is taken. */
const conventions: Readonly<Record<LogField, readonly string[]>> = {
  time: [
    ...['time', 'timestamp', 'ts', '@timestamp', 'created_at', 'createdAt', 'startTime'],
    ...['start_time', 'request_created_at', 'created', 'date', 'request.time', 'request.timestamp'],
    ...['request.created_at', 'response.created'],
  ],
  account: [
    ...['account', 'account_id', 'accountId', 'api_key', 'api_key_id', 'api_key_hash', 'apiKey'],
    ...[
      'key',
      'key_id',
      'metadata.user_api_key',
      'metadata.user_api_key_hash',
      'user_id',
      'userId',
    ],
    ...['request_user_id', 'request.user_id', 'properties.user_id', 'auth_id', 'end_user'],
    ...within(bodies, ['user', 'metadata.user_id']),
  ],
  organisation: [
    ...['organisation', 'organization', 'organisation_id', 'organization_id', 'org', 'org_id'],
    ...['team_id', 'team', 'tenant', 'tenant_id', 'workspace', 'project_id', 'projectId'],
    ...[
      'metadata.user_api_key_team_id',
      'metadata.organization',
      'request_properties.organization',
    ],
  ],
  model: [...within(bodies, ['model']), 'request_model', 'model_name', 'response.model'],
  messages: [...within(bodies, ['messages', 'input', 'contents', 'prompt', 'input.messages'])],
  system: within(bodies, ['system', 'instructions', 'system_prompt', 'systemInstruction']),
  inputTokens: within(answers, [
    ...['input_tokens', 'prompt_tokens', 'inputTokens', 'promptTokens', 'usage.input_tokens'],
    ...['usage.prompt_tokens', 'usage.input', 'usage.promptTokens', 'usageDetails.input'],
  ]),
  outputTokens: within(answers, [
    ...['output_tokens', 'completion_tokens', 'outputTokens', 'completionTokens'],
    ...['usage.output_tokens', 'usage.completion_tokens', 'usage.output', 'usage.completionTokens'],
    ...['usageDetails.output'],
  ]),
  ip: [
    ...['ip', 'ip_address', 'client_ip', 'remote_addr', 'requester_ip_address', 'request_ip'],
    ...['metadata.ip', 'metadata.requester_ip_address', 'request.ip', 'request_properties.ip'],
  ],
  userAgent: [
    ...['user_agent', 'userAgent', 'ua', 'metadata.user_agent', 'metadata.userAgent'],
    ...['headers.user-agent', 'request.user_agent', 'request.headers.user-agent'],
    ...['request_properties.user-agent'],
  ],
  session: [
    ...['session', 'session_id', 'sessionId', 'conversation_id', 'conversationId', 'thread_id'],
    ...['metadata.session_id', 'request.session_id', 'request_properties.Helicone-Session-Id'],
  ],
  // A number first: a word says only whether it went well.
  status: [
    ...['status_code', 'statusCode', 'http_status', 'response_status', 'metadata.status_code'],
    ...['metadata.statusCode', 'response.status_code', 'response.status', 'status', 'code'],
  ],
  response: [
    ...[
      'response',
      'response_body',
      'responseBody',
      'output_text',
      'output',
      'completion',
      'answer',
    ],
  ],
};

/** Paths that users name take the place of what would be found; null: the log has none. */
export type GivenPaths = Readonly<Partial<Record<LogField, string | null>>>;

/** `rows`: the first readable ones; two hundred are plenty. */
export function detectMapping(rows: readonly unknown[], given: GivenPaths): LogMapping {
  const paths = logFields.map((field) => {
    const path = given[field];
    return [field, path === undefined ? mostFrequent(rows, field) : path] as const;
  });
  return Object.fromEntries(paths) as Record<LogField, string | null>;
}

function mostFrequent(rows: readonly unknown[], field: LogField): string | null {
  let best: string | null = null;
  let most = 0;
  for (const path of conventions[field]) {
    const fitting = rows.filter((row) => fits(field, valueAt(row, path))).length;
    if (fitting > most) [best, most] = [path, fitting];
  }
  return best;
}

/** `a.b` is the value of b within a, or, as tables have it, of a column with that name. */
export function valueAt(row: unknown, path: string | null): unknown {
  if (path === null) return undefined;
  const whole = property(row, path);
  return whole === undefined ? propertyAt(row, path.split('.')) : whole;
}

function fits(field: LogField, value: unknown): boolean {
  switch (field) {
    case 'time':
      return !Number.isNaN(readTime(value));
    case 'messages':
    case 'response':
      return (typeof value === 'string' && value !== '') || isFilled(value);
    case 'system':
      return typeof value === 'string' || isFilled(value);
    case 'inputTokens':
    case 'outputTokens':
    case 'status':
      return typeof value === 'number' || (typeof value === 'string' && value !== '');
    case 'account':
    case 'organisation':
    case 'model':
    case 'ip':
    case 'userAgent':
    case 'session':
      return (typeof value === 'string' && value !== '') || typeof value === 'number';
  }
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
