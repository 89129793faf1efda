// One stack for each JSON shape of `rolecast emit --to cdk`. A real app needs one of them.
import { readFileSync } from "node:fs";
import { App, CfnOutput, CfnParameter, Fn, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";

const app = new App({ outdir: process.env.CDK_OUTDIR ?? "cdk.out" });

function load(file: string) {
  return JSON.parse(readFileSync(file, "utf8"));
}

// shape=template, the default: a CloudFormation template, parameters and outputs included.
class TemplateStack extends Stack {
  constructor() {
    super(app, "RoleFromTemplate");
    const template = new CfnInclude(this, "Roles", { templateFile: "roles/template/role.cdk.json" });

    // The role is an ordinary construct from here on.
    const role = template.getResource("AgentRuntime") as iam.CfnRole;
    new CfnOutput(this, "ExecutionRoleArn", { value: role.attrArn });
  }
}

// shape=props: the properties of iam.CfnRole. The stack declares the parameters they refer to.
class PropsStack extends Stack {
  constructor() {
    super(app, "RoleFromProps");
    new CfnParameter(this, "AgentName", { allowedPattern: "^[a-zA-Z][a-zA-Z0-9_]{0,33}$" });
    const roles: Record<string, iam.CfnRoleProps> = load("roles/props/role.cdk.json");
    for (const [id, props] of Object.entries(roles)) new iam.CfnRole(this, id, props);
  }
}

// shape=documents: the policy documents alone, for iam.PolicyDocument.fromJson. The app says how the role is called;
// grants work on it.
class DocumentsStack extends Stack {
  constructor() {
    super(app, "RoleFromDocuments");
    const agentName = new CfnParameter(this, "AgentName", { allowedPattern: "^[a-zA-Z][a-zA-Z0-9_]{0,33}$" });
    const roles: Record<string, { trust: unknown; policies: Record<string, unknown> }> =
      load("roles/documents/role.cdk.json");
    for (const [id, { trust, policies }] of Object.entries(roles)) {
      const inlinePolicies = Object.fromEntries(
        Object.entries(policies).map(([name, document]) => [name, this.document(document)]),
      );
      const role = new iam.Role(this, id, {
        roleName: `AmazonBedrockAgentCoreRuntime-${agentName.valueAsString}`,
        assumedBy: new iam.ServicePrincipal("bedrock-agentcore.amazonaws.com"),
        inlinePolicies,
      });
      (role.node.defaultChild as iam.CfnRole).assumeRolePolicyDocument = this.document(trust);
    }
  }

  private document(json: unknown) {
    return iam.PolicyDocument.fromJson(this.resolved(json));
  }

  // ${AWS::Region}, ${AgentName} become references; ${aws:username} and its kind belong to IAM and stay.
  private resolved(json: any): any {
    if (typeof json === "string")
      return json.replace(/\$\{(AWS::[A-Za-z]+|AgentName)\}/g, (_, name: string) => Fn.ref(name));
    if (Array.isArray(json)) return json.map((item) => this.resolved(item));
    if (json === null || typeof json !== "object") return json;
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, this.resolved(value)]));
  }
}

new TemplateStack();
new PropsStack();
new DocumentsStack();
app.synth();
