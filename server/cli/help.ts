/** What `teacherprint --help` says. */

export const help = `teacherprint: whose fingerprints does this text or dataset carry?

  teacherprint audit PATH…             audit datasets: files, folders, globs, - for standard input
  teacherprint merge RUN               the reports of an audit that was done in shards
  teacherprint explain PATH:ROW        one sample with its evidence (PATH:ROW:TURN for one turn)
  teacherprint explain --text -        a text from standard input
  teacherprint baseline create PATH…   what is found now is known, and no longer reported as new;
                                       update adds findings, prune removes those that are gone
  teacherprint export PATH --drop RULE --output kept.jsonl
                                       the rows that stay, byte for byte; --keep RULE for the opposite
  teacherprint train PATH… --output my.profile
                                       a profile of your own, from samples that say who wrote them
  teacherprint evaluate PATH…          how often a profile is right about such samples
  teacherprint references fit PATH… --output my.references
                                       a local profile, from answers of known models to such prompts
  teacherprint references sample PATH… --per-family N --output refs.jsonl
                                       as many labelled rows of each family, spread over prompts
  teacherprint campaign LOG…           groups of requests in a log that are consistent with distillation
  teacherprint student --answers S.jsonl --teacher NAME=T.jsonl --decoys D.jsonl…
                                       was this model trained on that one's answers to such prompts?
  teacherprint student --endpoint URL --model NAME --max-calls N --answers S.jsonl --teacher…
                                       the same of a student that is asked first; answers are kept in S.jsonl
  teacherprint student probes --output probes.jsonl
                                       a hundred prompts to ask models, and some about who they are
  teacherprint references collect PATH… --endpoint URL --model NAME --max-calls N --output answers.jsonl
                                       ask models the prompts of datasets; shows first what will be sent
  teacherprint lsp --stdio             the language server, for any editor
  teacherprint --version

Options
  --profile PATH          profile to judge with (default: the one that ships)
  --references PATH       audit, explain: judge with this local profile (default: what teacherprint.json
                          names for a file)
  --field PATH            where the text is, such as output or messages[].content (default: detected)
  --by COLUMN             shares also by the values of this column; may be given several times (default:
                          source, split and the like, if there; none: no columns)
  --format FORMAT         pretty, json, or of audit also: jsonl or csv (one line per sample), sarif (for
                          code scanning), html (a page), md (a summary for a pull request), card (a
                          section of a dataset card)
  --output FORMAT=PATH    also write a report to a file; may be given several times
  --jobs N                worker threads (default: one per core)
  --max-rows N            read only the first N rows
  --seed N                seed of the intervals (default: 1)
  --fail-on RULE          exit 1 on: match, leak, unreadable, duplicate, near-duplicate, or share>0.2
                          (some model's share of a file is surely above 0.2); may be given several
                          times
  --stdin-filename NAME   what standard input would be called as a file, such as data.csv (default: data.jsonl)
  --baseline PATH         findings that are known (default: what teacherprint.json names)
  --force                 baseline create: replace the one that is there
  --resume RUN            keep what is done in the folder RUN; the same command goes on after an end
  --shard K/N             with --resume: do the K-th of N parts, and leave the reports to merge
  --unit-size MB          with --resume: cut larger files of JSON Lines into units (default: 64)
  --quiet                 no progress

Datasets: .jsonl .ndjson .json (an array) .csv .tsv .parquet, each also .gz or .zst

Rules for export, each may be given several times
  match, leak, unreadable, refusal and other codes, verdict=unknown, lang=de, p>0.9, p<0.5,
  family=claude (the closest one, called or not); match,family=claude is both
  --dropped PATH          also write the rows that go
  --unreadable keep|drop  rows that could not be read (default: drop)
  --annotate NAME         add a field with verdict, family and probability to each row

Samples for train, evaluate and references: datasets with a text and labels in each row
  --model-field PATH      who wrote it (default: model)
  --family-field PATH     whose line of models that is (default: family; if no row has it, every model
                          is a family of its own); "human" and "other" are the background
  --source-field PATH     what collection the text is from (default: source, else the file's name)
  --prompt-field PATH     what it answers (default: prompt_id, else the prompt in the row)
  --output PATH           train, references fit: the profile; its card is written beside it
  --id NAME               train, references fit: what the profile calls itself (default: the name of its file)

Logs for campaign: rows with an account and messages, as OpenAI, Anthropic, LiteLLM, Helicone and
Langfuse have them; --format pretty, json, html or md
  --map FIELD=PATH        where a field is: time, account, organisation, model, messages, system, status,
                          session, … (default: detected; none: the log has no such field)
  --benign LOG            a log of ordinary traffic: says which hours are written otherwise
  --show-accounts         accounts by their own names (default: pseudonyms)
  --pseudonym-key-env NAME  the variable with the key of pseudonyms (default: another key in each run)
  --fail-on campaign      exit 1 if there is one

Answers for student: datasets with a prompt and an answer in each row, joined by prompt; --format pretty,
json, html or md (docs/student.md)
  --answers PATH          of the student; --name NAME, what to call it (default: the name of the file)
  --teacher NAME=PATH     of a candidate; may be given several times; VENDOR/VERSION=PATH for versions
  --decoys PATH           of other models, one per file or named in "model"; 19 are needed for a verdict
  --control PATH          of a model of the same base that had another teacher or none
  --lineage VENDOR        whose line of models the student is of: likeness to it is lineage
  --stop-early            with --endpoint and --control: ask no more once enough is known

Options of references collect, and of student with --endpoint (docs/endpoint.md)
  --endpoint URL          an OpenAI-compatible server, such as http://localhost:11434/v1
  --allow-http            also in the clear over a network
  --model NAME[=FAMILY]   whom to ask; may be given several times, but by student
  --key-env NAME          environment variable that holds the key (default: none is sent)
  --max-calls N           hard limit, retries and earlier runs included
  --max-total-tokens N    the same of tokens; --max-cost X with --prompt-price and --answer-price, both
                          per million tokens, the same of money
  --max-tokens N          of one answer (default: 1024); --max-completion-tokens N for reasoning models
  --sample N              prompts, chosen by --seed (default: as many as the calls suffice for)
  --samples N             references collect: answers to each prompt (default: 1)
  --system TEXT, --temperature T, --seed N
                          sent with each request (default: not sent)
  --stream                let answers come in pieces
  --concurrency N         calls at once (default: 4)
  --timeout SECONDS       for one answer (default: 120)
  --resume                go on with an earlier run; nothing is asked twice
  --dry-run               only show what would be sent
  --yes                   do not ask before sending

Exit status: 0 clean, 1 findings by --fail-on, 2 wrong use or a file that could not be read,
3 nothing could be analyzed, 70 a bug of ours, 130 cancelled
`;
