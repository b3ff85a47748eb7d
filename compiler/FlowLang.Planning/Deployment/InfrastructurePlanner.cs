using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Deployments;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Deployment;

/// <summary>Derives what a deployment needs from its block and from what its pipelines read and write; nothing more is granted.</summary>
public static class InfrastructurePlanner
{
    private const long DefaultPartitions = 3;

    private const int LongestName = 20;

    // Cloud Monitoring looks back 23 hours and 30 minutes at most.
    private const long LongestWatch = 84600;

    /// <param name="program">The program.</param>
    /// <param name="deployment">One of its deployments.</param>
    /// <param name="endpoints">Of all pipelines.</param>
    /// <param name="workspace">The executable's name.</param>
    public static InfrastructurePlan Plan(
        LogicalProgram program, BoundDeployment deployment, ImmutableArray<PipelineEndpoints> endpoints, string workspace)
    {
        string name = Name(workspace, deployment.Name);
        ImmutableArray<PipelineEndpoints> own =
            [.. endpoints.Where(e => deployment.Runner.Pipelines?.Contains(e.Pipeline.Symbol.Name) ?? true)];
        bool hasEnvironment = program.Bound.Environments.Any(e => e.Name == deployment.Name);
        return new InfrastructurePlan(
            deployment, workspace, name,
            [.. own.Where(e => e.IsStream).Select(e => e.Pipeline.Symbol.Name).Order(StringComparer.Ordinal)],
            [.. deployment.Runner.Pipelines ?? [], .. hasEnvironment ? ["--env", deployment.Name] : Array.Empty<string>()],
            [.. deployment.Services.SelectMany(Parameters).DistinctBy(p => p.Parameter).OrderBy(p => p.Parameter, StringComparer.Ordinal)],
            [.. deployment.Services.OfType<DeployedBucket>().Select(b => new LakePlan(b, Bucket(b, deployment)))],
            [.. deployment.Services.OfType<DeployedDatabase>().Select(d => Database(d, own, name, workspace))],
            [.. deployment.Services.OfType<DeployedBus>().Select(b => new BusPlan(b, Topics(b.Connection, own)))],
            Grants(deployment, own),
            [
                .. own.SelectMany(Secrets).Concat(Secrets([program.Bound.Ledger])).Concat(ReadByItself(program))
                    .Select(s => Secret(s, name)).Distinct().OrderBy(s => s.Name, StringComparer.Ordinal),
            ],
            new AlertPlan(Slas(own), program.Bound.Transforms.Any(t => !t.Expectations.IsEmpty)));
    }

    // Long names are cut, and told apart by a part of their hash.
    private static string Name(string workspace, string deployment)
    {
        string name = Hyphens($"{workspace}-{deployment}");
        name = char.IsAsciiLetterLower(name[0]) ? name : "f" + name;
        return name.Length <= LongestName ? name : $"{name[..(LongestName - 5)].TrimEnd('-')}-{Hash(name)[..4]}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Hyphens(string text) => text.ToLowerInvariant().Replace('_', '-');

    private static IEnumerable<ParameterPlan> Parameters(DeployedService service)
    {
        (string Option, string Value)[] known = service switch
        {
            DeployedBucket => [("bucket", "bucket"), ("root", "url")],
            DeployedDatabase => [("host", "host"), ("database", "database")],
            DeployedBus => [("brokers", "bootstrap")],
            _ => [("url", "address")],
        };
        return from option in service.Connection.Options
               where option.Value is ParameterOption
               join value in known on option.Name equals value.Option
               select new ParameterPlan(((ParameterOption)option.Value).Parameter.Name, service.Connection.Name, value.Value);
    }

    private static string Bucket(DeployedBucket bucket, BoundDeployment deployment)
    {
        const string Scheme = "gs://";
        string? written = Text(bucket.Connection, "bucket")
            ?? (Text(bucket.Connection, "root") is { } root && root.StartsWith(Scheme, StringComparison.Ordinal)
                ? root[Scheme.Length..].Split('/')[0]
                : null);
        return bucket.Name ?? written ?? Hyphens($"{deployment.Project}-{bucket.Connection.Name}");
    }

    private static DatabasePlan Database(
        DeployedDatabase database, ImmutableArray<PipelineEndpoints> own, string name, string workspace)
    {
        ConnectionSymbol connection = database.Connection;
        bool isCaptured = own.SelectMany(e => e.Reads).Any(r => Is(r, connection) && r.Descriptor.Name == "cdc");
        ImmutableArray<KeyValuePair<string, string>> users =
            Text(connection, "user") is { } user && Find(connection, "password") is SecretOption { Secret: var secret }
                ? [KeyValuePair.Create(user, Secret(secret, name).Name)]
                : [];
        return new DatabasePlan(database, Text(connection, "database") ?? workspace.Replace('-', '_'), isCaptured, users);
    }

    private static ImmutableArray<KeyValuePair<string, long>> Topics(ConnectionSymbol bus, ImmutableArray<PipelineEndpoints> own)
    {
        SortedDictionary<string, long> topics = new(StringComparer.Ordinal);
        IEnumerable<BoundEndpoint> used = own.SelectMany(e => e.Reads.Concat(e.Writes)).Where(e => Is(e, bus));
        foreach ((string topic, long? partitions) in used.SelectMany(NamedTopics))
        {
            topics[topic] = partitions ?? topics.GetValueOrDefault(topic, DefaultPartitions);
        }

        return [.. topics];
    }

    // A dead letter's topic is one more; a name with parameters in it is known only when the program runs.
    private static IEnumerable<(string Topic, long? Partitions)> NamedTopics(BoundEndpoint endpoint)
    {
        if (endpoint.Descriptor.Name == "topic" && endpoint.Text("name") is { } name)
        {
            yield return (name, (endpoint.Find("partitions") as IntegerOption)?.Value);
        }

        if (DeadLetters(endpoint) is { } letters)
        {
            yield return (letters, null);
        }
    }

    private static string? DeadLetters(BoundEndpoint endpoint) =>
        endpoint.Find("on_bad_record") is CallOption call && call.Find("topic") is TextOption topic ? topic.Value : null;

    private static ImmutableArray<GrantPlan> Grants(BoundDeployment deployment, ImmutableArray<PipelineEndpoints> own)
    {
        HashSet<GrantPlan> grants = [];
        foreach (DeployedService service in deployment.Services.Where(s => s is DeployedBucket or DeployedBus))
        {
            IEnumerable<GrantPlan> Of(IEnumerable<BoundEndpoint> endpoints, bool writes) =>
                endpoints.Where(e => Is(e, service.Connection)).Select(e => e.Text("name"))
                    .Where(topic => service is DeployedBucket || topic is not null)
                    .Select(topic => new GrantPlan(service.Connection.Name, service is DeployedBus ? topic : null, writes));
            foreach (PipelineEndpoints pipeline in own)
            {
                grants.UnionWith(Of(pipeline.Reads, false).Concat(Of(pipeline.Writes, true)));
                grants.UnionWith(pipeline.Reads.Where(e => Is(e, service.Connection)).Select(DeadLetters).OfType<string>()
                    .Select(topic => new GrantPlan(service.Connection.Name, topic, true)));
            }
        }

        // Who may write to a bucket may read it.
        return [.. grants.Where(g => g.Topic is not null || g.Writes || !grants.Contains(g with { Writes = true }))
            .OrderBy(g => g.Connection, StringComparer.Ordinal).ThenBy(g => g.Topic, StringComparer.Ordinal).ThenBy(g => g.Writes)];
    }

    // Of what a pipeline reads and writes, of the connections that this and its engine are at, and of those that are told when it fails.
    private static IEnumerable<SecretSymbol> Secrets(PipelineEndpoints pipeline)
    {
        BoundEndpoint[] used = [.. pipeline.Reads, .. pipeline.Writes];
        IEnumerable<ConnectionSymbol?> connections =
            used.Select(e => e.Connection).Append(pipeline.Pipeline.Engine).Append(pipeline.Pipeline.Positions)
                .Concat(pipeline.Pipeline.OnFailure);
        return used.SelectMany(e => e.Options).SelectMany(o => Secrets(o.Value)).Concat(Secrets(connections));
    }

    private static IEnumerable<SecretSymbol> Secrets(IEnumerable<ConnectionSymbol?> connections) =>
        connections.OfType<ConnectionSymbol>().SelectMany(c => c.Options).SelectMany(o => Secrets(o.Value));

    // A process asks Secret Manager for all that the program names there, whichever of its pipelines it serves.
    private static IEnumerable<SecretSymbol> ReadByItself(LogicalProgram program) =>
        program.Bound.Secrets.Where(s => s.Kind == SecretSymbol.Google);

    private static IEnumerable<SecretSymbol> Secrets(OptionValue value) => value switch
    {
        SecretOption secret => [secret.Secret],
        ValuesOption values => values.Values.SelectMany(v => Secrets(v.Value)),
        CallOption call => call.Arguments.SelectMany(a => Secrets(a.Value)),
        _ => [],
    };

    private static SecretPlan Secret(SecretSymbol secret, string name) => secret.Kind == "env"
        ? new SecretPlan($"{name}-{Hyphens(secret.Key)}", secret.Key)
        : new SecretPlan(NameOf(secret.Key), null);

    // `name`, `projects/P/secrets/name`, either with `/versions/N`.
    private static string NameOf(string key)
    {
        string whole = key.Split("/versions/")[0];
        return whole[(whole.LastIndexOf('/') + 1)..];
    }

    private static ImmutableArray<KeyValuePair<string, long>> Slas(ImmutableArray<PipelineEndpoints> own) =>
    [
        .. from e in own
           where Between(e.Pipeline) is >= 60 and <= LongestWatch
           orderby e.Pipeline.Symbol.Name
           select KeyValuePair.Create(e.Pipeline.Symbol.Name, Between(e.Pipeline) ?? 0),
    ];

    // Seconds between the ends of two runs that keep the promise; null without a promise.
    private static long? Between(BoundPipeline pipeline) => (long?)(Period(pipeline) + pipeline.Sla)?.TotalSeconds;

    // Between the begins of two runs; null where it differs.
    private static TimeSpan? Period(BoundPipeline pipeline) => (pipeline.Schedule, pipeline.Partition?.Unit) switch
    {
        (BoundEvery every, _) => every.Period,
        (BoundCron, IntervalUnit.Hour) => TimeSpan.FromHours(1),
        (BoundCron, IntervalUnit.Day) => TimeSpan.FromDays(1),
        _ => null,
    };

    private static bool Is(BoundEndpoint endpoint, ConnectionSymbol connection) => endpoint.Connection?.Name == connection.Name;

    private static string? Text(ConnectionSymbol connection, string option) => (Find(connection, option) as TextOption)?.Value;

    private static OptionValue? Find(ConnectionSymbol connection, string option) =>
        connection.Options.FirstOrDefault(o => o.Name == option)?.Value;
}
