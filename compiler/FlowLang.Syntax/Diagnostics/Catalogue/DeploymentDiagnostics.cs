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
}
