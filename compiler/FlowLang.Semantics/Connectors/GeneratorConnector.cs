using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>
/// Made-up rows: the same seed gives the same rows, whatever the machine and however many threads. It needs no connection.
/// </summary>
internal sealed class GeneratorConnector : ConnectorDescriptor
{
    public const string Word = "generator";

    public static GeneratorConnector Instance { get; } = new();

    public override string Name => Word;

    public override string Summary =>
        "Made-up rows for examples, tests and benchmarks: `source x: T from generator { … }`. It needs no connection.";

    public override ImmutableArray<OptionDescriptor> Options => [];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
    [
        new(Word, "So many rows; each column says how it is made.", [],
            [
                new("rows", OptionKind.Integer, "how many", IsRequired: true),
                new("seed", OptionKind.Integer, "decides all values", Default: "0"),
                new("columns", OptionKind.GeneratedColumns, "how each column is made; one that may be null can be left out",
                    IsRequired: true),
                OptionSet.Key,
            ],
            [], CanRead: true, CanWrite: false),
    ];
}
