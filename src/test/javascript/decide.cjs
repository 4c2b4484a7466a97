// Decides IAM cases with @cloud-copilot/iam-simulate: a case of JSON a line in, a decision a line out.
// PolicyComparisonTest runs it, with NODE_PATH set to the installed packages.
const { runUnsafeSimulation } = require('@cloud-copilot/iam-simulate');

const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean);
for (const { policy, action, resource, context } of lines.map((line) => JSON.parse(line))) {
  console.log(
    runUnsafeSimulation(
      {
        request: {
          principal: 'arn:aws:iam::123456789012:user/simulated',
          action,
          resource: { resource, accountId: '123456789012' },
          contextVariables: context,
        },
        identityPolicies: [{ name: 'drawn', policy }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    ),
  );
}
