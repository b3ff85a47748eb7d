using System.Collections.Immutable;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>What generated stream code is written with.</summary>
internal static class StreamNamespaces
{
    public static ImmutableArray<string> All { get; } =
    [
        "FlowLang.Connectors.Files", "FlowLang.Connectors.Files.Streams", "FlowLang.Connectors.Kafka",
        "FlowLang.Connectors.Postgres", "FlowLang.Connectors.Postgres.Streams", "FlowLang.Runtime",
        "FlowLang.Streams", "FlowLang.Streams.Decoding", "FlowLang.Values", "FlowLang.Values.Aggregates", "FlowLang.Values.Collections",
        "FlowLang.Values.Hashes", "FlowLang.Values.Json", "FlowLang.Values.Numbers", "FlowLang.Values.Reading", "FlowLang.Values.Rows",
        "FlowLang.Values.State", "FlowLang.Values.Texts", "FlowLang.Values.Times", "System.Collections.Immutable",
        "System.Runtime.InteropServices", "System.Text.Json",
    ];
}
