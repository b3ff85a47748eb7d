using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3120 to FL3124: connections to http servers, and files there.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic HttpGlob(TextSpan at, string path) =>
        Error("FL3120", at, $"`{path}` names many files, and an http server does not say which it has")
            .Help("name one file; `{month}` and its like are the interval of a run: `partition: month(start: 2024-01-01)`")
            .Note("several files are several sources: `from a | union b`");

    public static Diagnostic HttpSecretInSource(TextSpan at, string option) =>
        Error("FL3121", at, $"`{option}` of an http connection is a secret, and stands in the source for all to read")
            .Help($"keep it outside: `secret api_{option} = env(\"API_{option.ToUpperInvariant()}\")`, then `{option}: api_{option}`");

    public static Diagnostic HttpBaseUrl(TextSpan at, string why) =>
        Error("FL3122", at, why)
            .Help("write `base_url: \"https://host/folder\"`; who reads is said by `token`, or by `user` and `password`");

    public static Diagnostic HttpCredentials(TextSpan at, string why) =>
        Error("FL3123", at, why).Help("give a `token`, or a `user` and a `password`, or none of them");
}
