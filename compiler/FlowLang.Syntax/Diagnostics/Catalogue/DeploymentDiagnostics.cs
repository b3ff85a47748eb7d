using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL6xxx: deployment and secrets.</summary>
public static partial class DeploymentDiagnostics
{
    public static Diagnostic SecretOutsideConnection(TextSpan at, string name) =>
        Error("FL6001", at, $"the secret `{name}` can be used in connections only")
            .Why("anywhere else it could reach a log, a table or a file")
            .Help("a value that is no secret is a `param`");

    public static Diagnostic SecretNotHere(TextSpan at, string name, string option) =>
        Error("FL6002", at, $"`{option}` is shown in logs and reports, so it can't be the secret `{name}`");

    public static Diagnostic SecretSource(TextSpan at) =>
        Error("FL6004", at, "a secret says where its value is found")
            .Help("write `env(\"NAME\")`, `file(\"path\")` or `gcp.secret(\"name\")`");

    public static Diagnostic UnknownPlatform(TextSpan at, string platform) =>
        Error("FL6005", at, $"there is no platform called `{platform}`").Help("programs deploy to `gcp`");

    public static Diagnostic DeployUnknownName(TextSpan at, string name, IReadOnlyCollection<string> names) =>
        Error("FL6006", at, $"`{name}` is neither a connection nor a setting of a deployment")
            .DidYouMean(Suggestions.DidYouMean(name, names))
            .Note($"it takes: {string.Join(", ", names)}");

    public static Diagnostic ServiceForConnector(TextSpan at, string service, string connector, IReadOnlyCollection<string> services) =>
        Error("FL6007", at, $"`{service}` can't stand for a `{connector}` connection")
            .Note(services.Count == 0 ? null : $"it can be: {string.Join(", ", services)}");

    public static Diagnostic DeployConstant(TextSpan at, string option) =>
        Error("FL6008", at, $"`{option}` of a deployment is written out")
            .Why("Terraform's variables are made when the program is built, before anybody gives parameters or secrets their values");

    public static Diagnostic DeployName(TextSpan at, string value, string what, string rule) =>
        Error("FL6009", at, $"`{value}` is no {what}").Why($"Google Cloud would refuse it: {rule}");

    public static Diagnostic ZoneOutsideRegion(TextSpan at, string zone, string region) =>
        Error("FL6010", at, $"the zone `{zone}` is not in the region `{region}`")
            .Help($"zones of it are called `{region}-b` and the like");

    public static Diagnostic DeployNumber(TextSpan at, string option, string rule) =>
        Error("FL6011", at, $"`{option}` is {rule}");

    public static Diagnostic LivesOnRunner(TextSpan at, string connection, string host, string service) =>
        Error("FL6012", at, $"`{connection}` lives at {host}, which on a runner is the runner itself")
            .Help($"say where it lives (`{connection}: {service} {{ … }}`), or that it runs there all the same: `{connection}: external`");

    public static Diagnostic DeployUnknownPipeline(TextSpan at, string name, IReadOnlyCollection<string> names) =>
        Error("FL6013", at, $"there is no pipeline called `{name}`").DidYouMean(Suggestions.DidYouMean(name, names));

    public static Diagnostic InstancesOfRuns(TextSpan at, string pipeline) =>
        Error("FL6014", at, $"each of several machines would run `{pipeline}`")
            .Why("a machine that keeps a ledger of its own knows nothing of what the others run")
            .Help("`workspace NAME { ledger: … }` keeps one in PostgreSQL, for all; streams that say `instances` need none; "
                + "or deploy it apart, with `pipelines: […]` and one machine");

    public static Diagnostic SecretFileOnRunner(TextSpan at, string name, string deployment) =>
        Error("FL6015", at, $"nothing puts the file of the secret `{name}` onto the runner of `{deployment}`")
            .Help("write `env(\"NAME\")`: the runner takes its value from Secret Manager");

    public static Diagnostic PasswordInDeployment(TextSpan at, string connection, string deployment) =>
        Error("FL6016", at, $"`{connection}` has a password in the program, which `{deployment}` would publish with it")
            .Help("make it a `secret`");

    public static Diagnostic DeployTwice(TextSpan at, string name) =>
        Error("FL6018", at, $"there are two deployments called `{name}`");

    public static Diagnostic RetainedAndReplaced(TextSpan at, string connection, string deployment, string pipeline) =>
        Error("FL6019", at, $"objects of `{connection}` are retained in `{deployment}`, and `{pipeline}` replaces them")
            .Why("an object can be neither replaced nor deleted before its time: the second run would fail")
            .Help("leave `retain` out, or write with `mode: append`");
}
