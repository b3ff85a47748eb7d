using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Connectors;

/// <summary>
/// Records that a test gives in place of a stream: JSON without an envelope, whatever the stream itself has. No program can name it.
/// </summary>
public sealed class GivenConnector : ConnectorDescriptor
{
    /// <summary>Also the name of its only place.</summary>
    public const string Word = "given";

    public static GivenConnector Instance { get; } = new();

    public override string Name => Word;

    public override string Summary => "Records that a test gives.";

    public override ImmutableArray<OptionDescriptor> Options => [];

    public override ImmutableArray<EndpointDescriptor> Endpoints { get; } =
        [new(Word, "Records.", [], [], [], CanRead: true, CanWrite: false)];

    public static BoundEndpoint Place(TextSpan span) => new(null, Instance, Instance.Endpoints[0], [], span);

    /// <summary>Where rows of an output go that the test looks at.</summary>
    /// <param name="name">The output's.</param>
    /// <param name="span">The test's.</param>
    public static BoundEndpoint Output(string name, TextSpan span) =>
        Place(span) with { Options = [new BoundOption("name", new TextOption(name), span)] };
}
