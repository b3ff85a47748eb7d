using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL3140 to FL3149: connections to services of Google Cloud.</summary>
public static partial class TypeDiagnostics
{
    public static Diagnostic GcsBucket(TextSpan at, string bucket) =>
        Error("FL3140", at, $"`{bucket}` is no name of a bucket")
            .Why("it has 3 to 63 characters (longer only with dots): lower-case letters, digits, `-`, `_` and `.`, "
                + "a letter or digit at both ends")
            .Help("write the name alone, without `gs://`; what all paths start with is `prefix`");

    public static Diagnostic GoogleAuthWith(TextSpan at, string why) =>
        Error("FL3141", at, "`auth: gcp_iam` does not go with the rest of this connection").Why(why)
            .Help("for Cloud SQL `user` and `auth: gcp_iam`, for Managed Kafka `brokers` and `auth: gcp_iam`");
}
