namespace FlowLang.Connectors.Spark;

/// <summary>A <c>connection name: spark { … }</c>: opens sessions; opens nothing until one is asked for.</summary>
public sealed class SparkConnection
{
    /// <summary>Throws RT8001 where url and options contradict each other.</summary>
    public SparkConnection(string name, SparkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Name = name;
        Options = options;
        Identity = new SparkIdentity(name, options);
    }

    /// <summary>The connection's name in the program.</summary>
    public string Name { get; }

    /// <summary>Name, host and port; never the token.</summary>
    public override string ToString() => Identity.Target.ToString();

    internal SparkOptions Options { get; }

    internal SparkIdentity Identity { get; }

    /// <summary>Reaches the server and gives its version; throws what a run would.</summary>
    public async Task<string> ProbeAsync(CancellationToken cancel)
    {
        await using SparkSession session = await OpenAsync(cancel);
        return session.Version;
    }

    /// <summary>
    /// A session with FlowLang's settings (<see cref="SparkSession"/>). Throws RT8002 to RT8006 where there is no server, no TLS, no
    /// permission, or Spark is older than 4.0.
    /// </summary>
    public Task<SparkSession> OpenAsync(CancellationToken cancel) => SparkSession.OpenAsync(this, cancel);
}
