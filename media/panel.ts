/** The panel's page: what it knows, what changes that, and which section shows what. */

import type { FromPanel, ToPanel } from '../protocol/panel.ts';
import type { AuditView } from '../protocol/views.ts';
import { element, replaceContent } from './element.ts';
import { renderDuplicates } from './render-duplicates.ts';
import { renderEvidence, type ShownExplanation } from './render-evidence.ts';
import { renderFilters } from './render-filters.ts';
import { renderHeader } from './render-header.ts';
import { renderMixture, renderPosition } from './render-mixture.ts';
import { renderSamples } from './render-samples.ts';
import { renderWelcome } from './render-welcome.ts';
import {
  announcement,
  filterSamples,
  listWords,
  noFilter,
  sampleKey,
  type SampleFilter,
} from './view-model.ts';

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  /** Survives that the page is hidden, which ends it. */
  getState(): KeptState | undefined;
  setState(state: KeptState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

interface KeptState {
  readonly uri: string;
  readonly filter: SampleFilter;
}

const samplesPerPage = 100;

interface PanelState {
  audit: AuditView | null;
  explained: ShownExplanation | null;
  failure: string | null;
  filter: SampleFilter;
  shownSamples: number;
}

class Panel {
  readonly #state: PanelState = {
    audit: null,
    explained: null,
    failure: null,
    filter: noFilter,
    shownSamples: samplesPerPage,
  };
  readonly #failure = element('div', { role: 'alert' });
  readonly #header = element('header', {});
  readonly #selection = element('div', {});
  readonly #mixture = element('section', { 'aria-label': 'Mixture' });
  readonly #position = element('section', { 'aria-label': 'Position' });
  readonly #duplicates = element('section', { 'aria-label': 'Duplicates' });
  readonly #filters = element('div', {});
  readonly #samples = element('section', { 'aria-label': 'Samples' });
  readonly #announcer = element('p', { role: 'status', class: 'unseen' });
  readonly #api: VsCodeApi;

  constructor(api: VsCodeApi) {
    this.#api = api;
    const overview = [this.#header, this.#selection, this.#mixture, this.#position];
    const sections = [...overview, this.#duplicates, this.#filters, this.#samples];
    const main = element('main', {}, this.#failure, ...sections);
    document.body.append(main, this.#announcer);
    this.#render();
  }

  readonly #send = (message: FromPanel): void => {
    this.#api.postMessage(message);
  };

  receive(message: ToPanel): void {
    switch (message.kind) {
      case 'audit':
        this.#receiveAudit(message.audit);
        break;
      case 'explanation':
        this.#state.explained = message;
        this.#renderSamples();
        document.querySelector('.evidence')?.scrollIntoView({ block: 'nearest' });
        break;
      case 'failed':
        this.#state.failure = message.message;
        this.#renderFailure();
    }
  }

  #receiveAudit(audit: AuditView): void {
    const state = this.#state;
    const isSameFile = audit.uri === state.audit?.uri;
    if (!isSameFile) {
      const kept = this.#api.getState();
      state.filter = kept?.uri === audit.uri ? kept.filter : noFilter;
      if (state.explained?.uri !== audit.uri) state.explained = null;
      state.shownSamples = samplesPerPage;
    }
    state.audit = audit;
    state.failure = null;
    this.#render();
    // While numbers run, controls stay as they are under the user's hand.
    if (!isSameFile || audit.state !== 'partial') this.#renderFilters();
    this.#announcer.textContent = announcement(audit);
  }

  #render(): void {
    const { audit } = this.#state;
    this.#renderFailure();
    replaceContent(
      this.#header,
      ...(audit === null ? renderWelcome(this.#send) : renderHeader(audit, this.#send)),
    );
    replaceContent(this.#mixture, ...(audit === null ? [] : renderMixture(audit)));
    replaceContent(this.#position, ...(audit === null ? [] : renderPosition(audit, this.#send)));
    const duplicates = audit === null ? [] : renderDuplicates(audit, this.#send);
    replaceContent(this.#duplicates, ...duplicates);
    this.#renderSamples();
  }

  #renderFailure(): void {
    const { failure } = this.#state;
    const notice = failure === null ? null : element('p', { class: 'notice' }, failure);
    replaceContent(this.#failure, notice);
  }

  #renderFilters(): void {
    const { audit, filter } = this.#state;
    const hasSamples = audit !== null && audit.top.length > 0;
    const change = (part: Partial<SampleFilter>): void => {
      this.#state.filter = { ...this.#state.filter, ...part };
      if (audit !== null) this.#api.setState({ uri: audit.uri, filter: this.#state.filter });
      this.#state.shownSamples = samplesPerPage;
      this.#renderSamples();
    };
    replaceContent(
      this.#filters,
      hasSamples ? element('h2', {}, 'Samples') : null,
      hasSamples ? element('p', { class: 'aside' }, listWords(audit)) : null,
      hasSamples ? renderFilters(audit, filter, change) : null,
    );
  }

  /** Evidence goes below its sample where the list has it, else to the top. */
  #renderSamples(): void {
    const { audit, explained, filter, shownSamples } = this.#state;
    const samples = audit === null ? [] : filterSamples(audit.top, filter);
    const key =
      explained !== null && explained.uri !== null && explained.uri === audit?.uri
        ? sampleKey(explained.explanation.sample)
        : null;
    const isListed = samples.slice(0, shownSamples).some((sample) => sampleKey(sample) === key);
    const evidence = explained === null ? null : renderEvidence(explained, { isListed });
    replaceContent(this.#selection, isListed ? null : evidence);
    const options = {
      explained: isListed && key !== null && evidence !== null ? { key, evidence } : null,
      shown: shownSamples,
      showMore: (): void => {
        this.#state.shownSamples += samplesPerPage;
        this.#renderSamples();
      },
      send: this.#send,
    };
    const hasSamples = audit !== null && audit.top.length > 0;
    replaceContent(
      this.#samples,
      hasSamples ? renderSamples(samples, { uri: audit.uri, ...options }) : null,
    );
  }
}

const vscode = acquireVsCodeApi();
const panel = new Panel(vscode);
window.addEventListener('message', (event: MessageEvent<ToPanel>) => {
  panel.receive(event.data);
});
vscode.postMessage({ kind: 'ready' });
