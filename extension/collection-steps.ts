/** The questions of *Collect References*: whom to ask, what, how much, and where the answers go. */

import * as vscode from 'vscode';
import type {
  EndpointView,
  KeyParams,
  ModelView,
  PrepareCollectionParams,
  PromptsView,
} from '../protocol/collecting.ts';
import {
  endpointDefaults,
  type EndpointSetting,
  modelsText,
  parseModels,
} from '../protocol/endpoints.ts';
import { count } from '../protocol/words.ts';
import type { Connection } from './connection.ts';
import { runLongTask } from './long-task.ts';
import { OutputQuestions } from './output-questions.ts';
import type { Parts } from './parts.ts';
import { rememberedEndpoints } from './remember-endpoint.ts';
import { type Move, runSteps, type Step } from './run-steps.ts';
import { sealKey } from './seal-key.ts';
import { messageOf } from './tell.ts';
import { askList, askText } from './wizard.ts';

export interface CollectionWishes {
  readonly endpoint: EndpointSetting;
  /** As the server reads it; the key belongs to it. */
  readonly address: string;
  readonly params: PrepareCollectionParams;
}

/** Null: the user changed their mind. */
export async function askCollection(
  parts: Parts,
  uri: vscode.Uri,
): Promise<CollectionWishes | null> {
  const server = await parts.client.connection();
  const params = { uri: uri.toString() };
  const prompts = await runLongTask('Reading prompts', (task) => server.countPrompts(params, task));
  if (prompts === undefined) return null;
  const questions = new Questions(parts, server, uri, prompts);
  const isAnswered = await runSteps('Collect References', questions.steps);
  return isAnswered ? questions.wishes() : null;
}

const wholeNumber = /^[1-9]\d{0,7}$/;

class Questions {
  readonly #parts: Parts;
  readonly #server: Connection;
  readonly #uri: vscode.Uri;
  readonly #prompts: PromptsView;
  readonly steps: readonly Step[];
  /** Null: one that is typed. */
  #endpoint: EndpointSetting | null = null;
  #view: EndpointView = { address: '', publicKey: '' };
  #hasKey = false;
  /** Whose key was typed: it may be typed again. */
  #keyTypedFor: string | null = null;
  /** To choose from; null: they are typed. */
  #offered: readonly ModelView[] | null = null;
  #models: readonly ModelView[] = [];
  #sample = 0;
  #isOtherNumber = false;
  #calls = 0;
  #tokens: number | null = null;
  readonly #output: OutputQuestions;

  constructor(parts: Parts, server: Connection, uri: vscode.Uri, prompts: PromptsView) {
    this.#parts = parts;
    this.#server = server;
    this.#uri = uri;
    this.#prompts = prompts;
    this.#output = new OutputQuestions(uri);
    this.steps = [
      (place) => this.#askEndpoint(place),
      (place) => this.#askAddress(place),
      (place) => this.#askKey(place),
      (place) => this.#askWhichModels(place),
      (place) => this.#chooseModels(place),
      (place) => this.#askFamilies(place),
      (place) => this.#askSample(place),
      (place) => this.#askNumber(place),
      (place) => this.#askCalls(place),
      (place) => this.#askTokens(place),
      ...this.#output.steps,
    ];
  }

  wishes(): CollectionWishes {
    const endpoint = this.#endpoint!;
    const { url, allowsHttp, maxTokens, timeoutSeconds } = endpoint;
    const params = {
      ...{ url, allowsHttp, maxTokens, timeoutSeconds },
      uri: this.#uri.toString(),
      models: [...this.#models],
      prompts: this.#sample,
      calls: this.#calls,
      tokens: this.#tokens,
      keyFrom: endpoint.keyVariable ?? (this.#hasKey ? 'the secret storage of VS Code' : null),
      output: this.#output.path,
      resumes: this.#output.resumes,
    };
    return { endpoint, address: this.#view.address, params };
  }

  get #questions(): number {
    return this.#sample * this.#models.length;
  }

  async #askEndpoint(place: Parameters<Step>[0]): Promise<Move> {
    const { endpoints, problems } = rememberedEndpoints();
    for (const problem of problems) this.#parts.log.warn(problem);
    for (;;) {
      const move = await askList<EndpointSetting | null>(place, {
        placeholder:
          problems[0] ?? 'Who is to be asked? Any server that speaks the OpenAI protocol',
        items: [
          ...endpoints.map((value) => ({ label: value.name, description: value.url, value })),
          { label: '$(add) Another address…', value: null, alwaysShow: true },
        ],
        chosen: null,
        onAnswer: ([endpoint = null]) => {
          this.#endpoint = endpoint;
        },
      });
      if (move !== 'next' || this.#endpoint === null) return move;
      const problem = await this.#describe(this.#endpoint);
      if (problem === null) return 'next';
      void vscode.window.showErrorMessage(problem);
    }
  }

  async #askAddress(place: Parameters<Step>[0]): Promise<Move | 'skip'> {
    if (
      this.#endpoint !== null &&
      rememberedEndpoints().endpoints.some(({ url }) => url === this.#endpoint?.url)
    ) {
      return 'skip';
    }
    return askText(place, {
      prompt:
        'Address up to /v1. Once you agree to send, it is kept in the setting teacherprint.endpoints',
      value: this.#endpoint?.url ?? '',
      placeholder: 'http://localhost:11434/v1',
      onAnswer: (url) => {
        const name = URL.canParse(url) ? new URL(url).host : url;
        this.#endpoint = { ...endpointDefaults, name, url };
        return this.#describe(this.#endpoint);
      },
    });
  }

  /** Null, or what is wrong with the address. */
  async #describe({ url, allowsHttp }: EndpointSetting): Promise<string | null> {
    try {
      this.#view = await this.#server.describeEndpoint({ url, allowsHttp });
      return null;
    } catch (error) {
      return messageOf(error);
    }
  }

  async #askKey(place: Parameters<Step>[0]): Promise<Move | 'skip'> {
    const { address } = this.#view;
    this.#hasKey = (await this.#parts.keys.of(address)) !== undefined;
    const isKnown = this.#hasKey && this.#keyTypedFor !== address;
    if (this.#endpoint!.keyVariable !== null || isKnown) return 'skip';
    return askText(place, {
      prompt: `Key of ${address}, kept in the secret storage of VS Code. Leave it empty if the server wants none`,
      value: '',
      isSecret: true,
      onAnswer: async (key) => {
        if (key === '') {
          if (this.#hasKey) await this.#parts.keys.forget(address);
          this.#hasKey = false;
          return null;
        }
        if (/[^\x21-\x7e]/.test(key)) return 'It holds characters that no key has, such as spaces.';
        await this.#parts.keys.keep(address, key);
        this.#keyTypedFor = address;
        this.#hasKey = true;
        return null;
      },
    });
  }

  async #askWhichModels(place: Parameters<Step>[0]): Promise<Move> {
    const known = this.#endpoint!.models;
    type From = 'setting' | 'server' | 'typed';
    const items = [
      { label: 'Those of the setting', description: modelsText(known), value: 'setting' as From },
      {
        label: 'Ask the server which it has',
        description: `GET ${this.#view.address}/models; it gets the key, and no prompt`,
        value: 'server' as From,
      },
      { label: 'Type their names', value: 'typed' as From },
    ];
    for (;;) {
      let from: From = 'typed';
      const move = await askList<From>(place, {
        placeholder: 'Which models are to be asked?',
        items: items.slice(known.length === 0 ? 1 : 0),
        chosen: null,
        onAnswer: ([value = 'typed']) => {
          from = value;
        },
      });
      if (move !== 'next') return move;
      this.#offered = await this.#offer(from);
      if (this.#offered !== null || (from as From) === 'typed') return 'next';
    }
  }

  async #offer(from: 'setting' | 'server' | 'typed'): Promise<readonly ModelView[] | null> {
    if (from === 'setting') return this.#endpoint!.models;
    if (from === 'typed') return null;
    const { url, allowsHttp } = this.#endpoint!;
    try {
      const models = await this.#server.listModels({ url, allowsHttp, key: await this.#key() });
      if (models.length > 0) return models;
      void vscode.window.showErrorMessage(`${url} has no models.`);
    } catch (error) {
      void vscode.window.showErrorMessage(messageOf(error));
    }
    return null;
  }

  async #key(): Promise<KeyParams> {
    const { keyVariable } = this.#endpoint!;
    if (keyVariable !== null) return { kind: 'variable', name: keyVariable };
    const key = await this.#parts.keys.of(this.#view.address);
    return key === undefined
      ? { kind: 'none' }
      : { kind: 'sealed', sealed: sealKey(key, this.#view) };
  }

  async #chooseModels(place: Parameters<Step>[0]): Promise<Move | 'skip'> {
    if (this.#offered === null) return 'skip';
    const items = this.#offered.map((value) => ({
      label: value.name,
      description: value.family ?? '',
      value,
    }));
    const chosen = items.filter(({ label }) => this.#models.some(({ name }) => name === label));
    return askList<ModelView>(place, {
      placeholder: 'Those of two families or more can be told apart; space chooses',
      items,
      chosen,
      onAnswer: (models) => {
        this.#models = models;
      },
    });
  }

  #askFamilies(place: Parameters<Step>[0]): Promise<Move> {
    return askText(place, {
      prompt: 'Models and the families that they belong to',
      value: modelsText(this.#models),
      placeholder: 'qwen3:8b=qwen, llama3.1:8b=llama',
      onAnswer: (text) => {
        const models = parseModels(text);
        if (typeof models === 'string') return models;
        this.#models = models;
        return null;
      },
    });
  }

  #askSample(place: Parameters<Step>[0]): Promise<Move> {
    const { prompts, hasMore, sizes } = this.#prompts;
    const all = hasMore
      ? `The first ${count(prompts, 'prompt')}`
      : `All ${count(prompts, 'prompt')}`;
    return askList<number>(place, {
      placeholder:
        'How many prompts? The errors are those measured in docs/evaluation-references.md',
      items: [
        ...sizes.map(({ prompts: value, words }) => ({
          label: count(value, 'prompt'),
          description: words,
          value,
        })),
        ...(hasMore ? [] : [{ label: all, value: prompts }]),
        { label: 'Another number…', value: 0, alwaysShow: true },
      ],
      chosen: null,
      onAnswer: ([value = 0]) => {
        this.#isOtherNumber = value === 0;
        if (value > 0) this.#sample = value;
      },
    });
  }

  async #askNumber(place: Parameters<Step>[0]): Promise<Move | 'skip'> {
    if (!this.#isOtherNumber) return 'skip';
    return askText(place, {
      prompt: 'How many prompts? A larger sample holds all of a smaller one',
      value: this.#sample === 0 ? '' : String(this.#sample),
      onAnswer: (text) => {
        if (!wholeNumber.test(text)) return 'Use a whole number.';
        this.#sample = Number(text);
        return null;
      },
    });
  }

  #askCalls(place: Parameters<Step>[0]): Promise<Move> {
    return askText(place, {
      prompt: `Most calls altogether, retries included; there are ${count(this.#questions, 'question')}`,
      value: String(this.#calls || this.#questions),
      onAnswer: (text) => {
        if (!wholeNumber.test(text)) return 'Use a whole number.';
        this.#calls = Number(text);
        return null;
      },
    });
  }

  #askTokens(place: Parameters<Step>[0]): Promise<Move> {
    return askText(place, {
      prompt: 'Most tokens altogether, of prompts and answers. Leave it empty for no such limit',
      value: this.#tokens === null ? '' : String(this.#tokens),
      onAnswer: (text) => {
        if (text !== '' && !/^[1-9]\d{0,11}$/.test(text)) return 'Use a whole number, or nothing.';
        this.#tokens = text === '' ? null : Number(text);
        return null;
      },
    });
  }
}
