// What the JavaScript tools make of emitted files: javascript_tools.mjs NODE_MODULES <jobs >answers
//
// Standard input is {key: job}, standard output {key: answer}. Jobs:
//   {"do": "yaml", "file"}   -> {parser: tree | {"error"}}: a template as each YAML parser reads it, short-form functions
//                               spelled out, whatever JSON cannot hold marked
//   {"do": "synth", "file", "shape", "parameters": [ID], "validate": bool}
//                            -> {"template", "findings": [rule]} | {"error"}: the template a CDK app with this file synthesizes
//   {"do": "validate", "schema", "draft", "files": {key: path}}
//                            -> {key: [["where", "what"]]}: the faults a JSON Schema finds in YAML and JSON files
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(resolve(process.argv[2], 'x.js'));

// ---- YAML

const FUNCTIONS = ['Ref', 'Sub', 'GetAtt', 'Join', 'If', 'Select', 'Split', 'Equals', 'Not', 'And', 'Or', 'ImportValue'];
const spell = (name, argument) => {
  if (name === 'Ref') return { Ref: argument };
  const dot = name === 'GetAtt' && typeof argument === 'string' ? argument.indexOf('.') : -1;
  return { ['Fn::' + name]: dot < 0 ? argument : [argument.slice(0, dot), argument.slice(dot + 1)] };
};

function eemeli(version) {
  const yaml = require('yaml');
  const customTags = FUNCTIONS.flatMap((name) => [
    { tag: '!' + name, resolve: (text) => spell(name, text) },
    { tag: '!' + name, collection: 'seq', resolve: (seq) => spell(name, seq.toJSON()) },
  ]);
  return (text) => yaml.parse(text, { version, customTags, strict: true, uniqueKeys: true });
}

function jsYaml() {
  const yaml = require('js-yaml');
  const types = FUNCTIONS.flatMap((name) => ['scalar', 'sequence'].map(
    (kind) => new yaml.Type('!' + name, { kind, construct: (data) => spell(name, data) })));
  const schema = yaml.DEFAULT_SCHEMA.extend(types);
  return (text) => yaml.load(text, { schema });
}

// JSON.stringify calls toJSON of a Date before the replacer sees it, hence `this`.
function honest(key, value) {
  const raw = this[key];
  if (raw instanceof Date) return { 'not JSON': 'date ' + value };
  if (typeof raw === 'bigint' || (typeof raw === 'number' && !Number.isFinite(raw))) return { 'not JSON': String(raw) };
  return value;
}

function readYaml({ file }) {
  const text = readFileSync(file, 'utf8');
  const parsers = { 'yaml 1.2': eemeli('1.2'), 'yaml 1.1': eemeli('1.1'), 'js-yaml': jsYaml() };
  return Object.fromEntries(Object.entries(parsers).map(([name, parse]) => {
    try { return [name, parse(text)]; } catch (error) { return [name, { error: String(error) }]; }
  }));
}

// ---- CDK

const VALIDATION_REPORT = 'validation-report.json';

function synth(job) {
  const { App, Stack, CfnParameter, DefaultStackSynthesizer } = require('aws-cdk-lib/core');
  const outdir = mkdtempSync(join(tmpdir(), 'rolecast-cdk-'));
  try {
    const app = new App({
      outdir, analyticsReporting: false, builtinCloudFormationValidation: job.validate,
      context: { 'aws:cdk:disable-version-check': true, '@aws-cdk/core:validateAgainstDefaultRules': true,
        '@aws-cdk/core:failSynthOnValidationErrors': false },
    });
    const stack = new Stack(app, 'Stack', { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    if (job.shape !== 'template') for (const id of job.parameters) new CfnParameter(stack, id);
    BUILD[job.shape](stack, job.file);
    app.synth();
    const read = (name) => JSON.parse(readFileSync(join(outdir, name), 'utf8'));
    const findings = job.validate
      ? read(VALIDATION_REPORT).pluginReports.flatMap((plugin) => plugin.violations.map((v) => `${v.ruleName}: ${v.description}`))
      : [];
    return { template: read('Stack.template.json'), findings };
  } catch (error) {
    return { error: String(error.stack ?? error) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const BUILD = {
  template(stack, templateFile) {
    const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
    new CfnInclude(stack, 'Template', { templateFile });
  },
  props(stack, file) {
    const { CfnRole } = require('aws-cdk-lib/aws-iam');
    for (const [id, props] of Object.entries(readJson(file))) new CfnRole(stack, id, props);
  },
  documents(stack, file) {
    const { CfnRole, PolicyDocument } = require('aws-cdk-lib/aws-iam');
    for (const [id, { trust, policies, ...rest }] of Object.entries(readJson(file))) {
      if (Object.keys(rest).length) throw new Error(`unexpected ${Object.keys(rest)}`);
      new CfnRole(stack, id, {
        assumeRolePolicyDocument: PolicyDocument.fromJson(withTokens(trust)),
        policies: Object.entries(policies).map(([name, document]) => (
          { policyName: withTokens(name), policyDocument: PolicyDocument.fromJson(withTokens(document)) })),
      });
    }
  },
};

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

// `${AWS::Region}` and `${AgentName}` become references; `${aws:username}` and its kind stay.
function withTokens(value) {
  const { Fn } = require('aws-cdk-lib/core');
  if (typeof value === 'string') return value.replace(/\$\{(AWS::\w+|[A-Za-z0-9]+)\}/g, (_, name) => Fn.ref(name));
  if (Array.isArray(value)) return value.map(withTokens);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [withTokens(key), withTokens(item)]));
  }
  return value;
}

// ---- JSON Schema

function validate({ schema, draft, files }) {
  const Ajv = require(draft === 'draft-07' ? 'ajv' : 'ajv/dist/2020').default;
  const { $schema, ...rules } = readJson(schema);
  const ajv = new Ajv({ allErrors: true, strict: true, strictNumbers: false, strictTypes: false,
    strictRequired: false });
  ajv.addVocabulary(['patternErrorMessage']);
  const isValid = ajv.compile(draft === 'draft-07' ? rules : { $schema, ...rules });
  return Object.fromEntries(Object.entries(files).map(([key, file]) => [key, documents(file).flatMap((document) => (
    isValid(document) ? [] : isValid.errors.map(({ instancePath, message }) => [instancePath, message])))]));
}

function documents(file) {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  if (file.endsWith('.json')) return [JSON.parse(text)];
  return require('yaml').parseAllDocuments(text, { stringKeys: true }).map((document) => {
    if (document.errors.length) throw new Error(`${file}: ${document.errors[0]}`);
    return document.toJS();
  });
}

// ----

const DO = { yaml: readYaml, synth, validate };
const jobs = JSON.parse(readFileSync(0, 'utf8'));
const answers = Object.fromEntries(Object.entries(jobs).map(([key, job]) => [key, DO[job.do](job)]));
process.stdout.write(JSON.stringify(answers, honest));
