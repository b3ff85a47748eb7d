using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>Every connector of the language.</summary>
public static class ConnectorCatalogue
{
    public static ImmutableArray<ConnectorDescriptor> All { get; } =
    [
        new FilesConnector(), new PostgresConnector(), GeneratorConnector.Instance, ConsoleConnector.Instance,
        new GcsConnector(), new HttpConnector(), new KafkaConnector(), new SparkConnector(), new SlackConnector(),
        new WebhookConnector(), new EmailConnector(),
    ];

    private static readonly Dictionary<string, ConnectorDescriptor> ByName = All.ToDictionary(connector => connector.Name);

    /// <summary>The connectors that a `connection` can name.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Where(IsConnection);

    public static ConnectorDescriptor? Find(string name) => IsConnection(name) ? ByName.GetValueOrDefault(name) : null;

    // Both are places by themselves.
    private static bool IsConnection(string name) => name is not (ConsoleConnector.Word or GeneratorConnector.Word);
}
