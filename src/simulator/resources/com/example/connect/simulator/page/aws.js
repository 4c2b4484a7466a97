// Calls as commands of the AWS CLI, and how clients are pointed at the simulator.

const kebab = name => name
  .replace(/V2$/, '-v2')
  .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
  .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
  .toLowerCase()
  .replace(/--/g, '-');

const quoted = text => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

function value(given) {
  if (Array.isArray(given)) return given.map(value).join(' ');
  return quoted(typeof given === 'object' ? JSON.stringify(given) : String(given));
}

function option(name, given) {
  if (typeof given === 'boolean') return given ? `--${kebab(name)}` : `--no-${kebab(name)}`;
  return `--${kebab(name)} ${value(given)}`;
}

const CREDENTIALS = 'AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any';

/**
 * Without the client token, by which the service would take it for the same call: the CLI makes a new one. An empty
 * AWS_PAGER is heeded by both versions of the CLI, --no-cli-pager by the second only.
 */
export function command(operation, { ClientToken: _, ...parameters }, ready) {
  return [`AWS_PAGER= ${CREDENTIALS} aws connect ${kebab(operation)}`, ...Object.entries(parameters).map(([name, given]) => option(name, given)),
    `--region ${ready.region}`, `--endpoint-url ${ready.endpoint}`].join(' \\\n    ');
}

const environment = ready => `export AWS_ENDPOINT_URL_CONNECT=${ready.endpoint}
export AWS_REGION=${ready.region} AWS_DEFAULT_REGION=${ready.region}
export ${CREDENTIALS}`;

export const claim = ready => `${environment(ready)}
number=$(aws connect search-available-phone-numbers --target-arn ${ready.instanceArn} \\
    --phone-number-country-code US --phone-number-type DID --no-paginate \\
    --query 'AvailableNumbersList[0].PhoneNumber' --output text)
aws connect claim-phone-number --target-arn ${ready.instanceArn} --phone-number $number`;

export const snippets = ready => [
  ['AWS CLI, and every SDK', `${environment(ready)}
aws connect list-phone-numbers-v2`],
  ['boto3', `import boto3

connect = boto3.client(
    "connect",
    endpoint_url="${ready.endpoint}",
    region_name="${ready.region}",
    aws_access_key_id="any",
    aws_secret_access_key="any",
)
print(connect.list_phone_numbers_v2())`],
  ['Java', `ConnectClient connect = ConnectClient.builder()
        .endpointOverride(URI.create("${ready.endpoint}"))
        .region(Region.of("${ready.region}"))
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
connect.listPhoneNumbersV2(list -> {});`],
  ['Terraform', `provider "aws" {
  region                      = "${ready.region}"
  access_key                  = "any"
  secret_key                  = "any"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  endpoints {
    connect = "${ready.endpoint}"
  }
}`],
];
