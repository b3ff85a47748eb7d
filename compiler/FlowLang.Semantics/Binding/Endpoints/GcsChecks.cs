using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>What a `gcs` connection must be beyond the kinds of its options.</summary>
internal static partial class GcsChecks
{
    public static void Connection(ImmutableArray<BoundOption> options, BindingContext context)
    {
        if (options.FirstOrDefault(o => o.Name == "bucket") is { Value: TextOption { Value: var bucket } } option
            && !BucketName().IsMatch(bucket))
        {
            context.Report(TypeDiagnostics.GcsBucket(option.Span, bucket));
        }
    }

    [GeneratedRegex(
        @"^(?=.{3,222}$)[a-z0-9][a-z0-9_-]{0,61}[a-z0-9](\.[a-z0-9][a-z0-9_-]{0,62})*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BucketName();
}
