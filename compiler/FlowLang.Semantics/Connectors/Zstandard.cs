using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Connectors;

/// <summary>Which sources need the zstd codec, that other executables do not carry.</summary>
public static class Zstandard
{
    /// <summary>Whether a source says `compression: zstd` or has a path that ends in `.zst`.</summary>
    public static bool IsRead(BoundEndpoint source) => source.Descriptor.ReadsText
        && (source.Choice("compression") ?? "auto") switch
        {
            "auto" => source.Find("path") is { } path && NameIn(EndOf(path), source).EndsWith(".zst", StringComparison.Ordinal),
            var method => method == "zstd",
        };

    // Of a server's file, a query is no part of the name.
    private static string NameIn(string path, BoundEndpoint source) => source.Connector is HttpConnector ? path.Split('?')[0] : path;

    private static string EndOf(OptionValue path) => path switch
    {
        TextOption text => text.Value,
        TemplateOption template => EndOf(template.Value),
        _ => "",
    };

    private static string EndOf(BoundExpression path) => path switch
    {
        BoundInterpolation { Parts: [.., var last] } => EndOf(last),
        BoundBinary { Operator: BoundOperator.Concat } both => EndOf(both.Right),
        BoundLiteral { Value: string text } => text,
        _ => "",
    };
}
