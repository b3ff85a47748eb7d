using System.Collections.Immutable;
using Confluent.Kafka;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Streams.Decoding;

namespace FlowLang.Connectors.Kafka;

/// <summary>A <c>connection name: kafka { … }</c>: makes sources and sinks; opens nothing until one is used.</summary>
public sealed class KafkaConnection
{
    private const int Attempts = 8;

    private readonly ImmutableDictionary<string, string> _settings;
    private readonly TimeSpan _timeout;
    private readonly EmbeddedBroker? _embedded;
    private readonly Lazy<SchemaRegistry> _registry;
    private readonly bool _hasRegistry;
    private readonly IAccessTokens? _tokens;
    private readonly TimeProvider _time;

    public KafkaConnection(string name, KafkaOptions options, ProgramSettings settings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        Name = name;
        _settings = ClientSettings.Of(name, options);
        _timeout = options.Timeout;
        _tokens = options.Tokens;
        _time = settings.Time;
        _registry = new Lazy<SchemaRegistry>(() => new SchemaRegistry(
            name, options.Registry ?? throw new FlowException(KafkaErrors.BadOptions(name, "it has no `schema_registry`")),
            settings.Time));
        _hasRegistry = options.Registry is not null;
        _embedded = options.Brokers.IsEmpty ? EmbeddedBroker.Of(name) : null;
        Target = new KafkaTarget(name, _embedded is null ? string.Join(',', options.Brokers) : "the embedded broker");
    }

    /// <summary>The connection's name in the program.</summary>
    public string Name { get; }

    internal KafkaTarget Target { get; }

    /// <summary>The schemas of records in Avro.</summary>
    public IAvroSchemas Schemas => Registry;

    internal SchemaRegistry Registry => _registry.Value;

    internal EmbeddedBroker? Embedded => _embedded;

    internal TimeSpan Timeout => _timeout;

    /// <summary>A topic to read.</summary>
    public IStreamSource Topic(string topic, TopicSourceOptions options) => new TopicSource(this, topic, options);

    /// <summary>A topic for records as they are.</summary>
    public IRecordOutput Records(string topic) => new RecordTopic(this, topic);

    /// <summary>A topic for rows that are not of a store's transaction.</summary>
    public ISideOutput Output(TopicTarget target) => new TopicOutput(this, target);

    /// <summary>A topic for records that could not be processed.</summary>
    public IDeadLetterOutput DeadLetters(string topic) => new DeadLetterTopic(this, topic);

    /// <summary>Topics as the target of a stream, with its offsets and state.</summary>
    public IStreamStore Store(ImmutableArray<TopicTarget> targets, TopicStoreOptions options) => new TopicStore(this, targets, options);

    /// <summary>The repartition topic of a pipeline as the target of one of its streams, with the stream's offsets.</summary>
    /// <param name="feed">The stream's number.</param>
    public IStreamStore Feed(int feed, ImmutableArray<RepartitionCut> cuts) =>
        new TopicStore(this, [], new TopicStoreOptions()) { Feed = new FeedRecords(this, feed, cuts) };

    /// <summary>The repartition topic of a pipeline.</summary>
    /// <param name="instances">It has at least as many partitions where it is made.</param>
    public IRepartitionTopic Repartition(int instances) => new RepartitionTopic(this, instances);

    /// <summary>A topic as the target of a batch write.</summary>
    public BatchSink Sink(string topic, TopicSinkOptions options) => new TopicSink(this, topic, options);

    /// <summary>Reaches the cluster and says what was found; throws what a stream would.</summary>
    public async Task<string> ProbeAsync(CancellationToken cancel)
    {
        string found = await FoundAsync(cancel);
        if (!_hasRegistry)
        {
            return found;
        }

        await Registry.OpenAsync(cancel);
        return $"{found}; its schema registry";
    }

    private Task<string> FoundAsync(CancellationToken cancel) => _embedded is not null
        ? Task.FromResult("the embedded broker, in the memory of this process")
        : AskAsync("looking at the cluster", async admin =>
    {
        var cluster = await admin.DescribeClusterAsync(new() { RequestTimeout = _timeout }).WaitAsync(cancel);
        return $"Kafka at {Target.Brokers}, {cluster.Nodes.Count} broker{(cluster.Nodes.Count == 1 ? "" : "s")}";
    });

    /// <summary>Says once that this is no cluster to rely on, where it is none.</summary>
    internal void Announce(RunLog log) => _embedded?.Announce(Name, log);

    /// <summary>Settings of a client, with more of its own.</summary>
    internal Dictionary<string, string> Settings(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var settings = new Dictionary<string, string>(_settings, StringComparer.Ordinal);
        if (_embedded is not null)
        {
            settings["bootstrap.servers"] = _embedded.Address;
        }

        foreach ((string name, string value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    /// <summary>Gives a client its tokens as long as it lives; null where it needs none. Ends before the client does.</summary>
    internal TokenFeed? Feed(IClient client) => Feed(
        token => client.OAuthBearerSetToken(token.Value, token.Ends.ToUnixTimeMilliseconds(), token.Principal ?? "flow"),
        client.OAuthBearerSetTokenFailure);

    /// <inheritdoc cref="Feed(IClient)"/>
    internal TokenFeed? Feed(Action<AccessToken> give, Action<string> fail) =>
        _tokens is { } tokens ? new TokenFeed(tokens, _time, give, fail) : null;

    /// <summary>Questions about topics and offsets, on a client that lives as long as the questions.</summary>
    internal async Task<T> AskAsync<T>(string work, Func<IAdminClient, Task<T>> ask)
    {
        Error? refusal = null;
        using IAdminClient admin = new AdminClientBuilder(Settings())
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => refusal = Graver(refusal, error))
            .SetOAuthBearerTokenRefreshHandler((_, _) => { })
            .Build();
        using TokenFeed? feed = Feed(admin);
        try
        {
            return await SettledAsync(() => ask(admin));
        }
        catch (KafkaException e) when (refusal is not null && Of(e).Code == ErrorCode.Local_TimedOut)
        {
            // The question ends as timed out whatever kept the client from asking it; what the broker said before is the reason.
            throw KafkaErrors.Translate(new KafkaException(refusal, e), Target, work);
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Translate(new KafkaException(Of(e), e), Target, work);
        }
    }

    // A topic that was just made, or whose leader just moved, is not known to all brokers at once; groups are loaded when they are
    // asked for first.
    private static async Task<T> SettledAsync<T>(Func<Task<T>> ask)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (KafkaException e) when (
                attempt < Attempts && Of(e).Code is ErrorCode.NotLeaderForPartition or ErrorCode.LeaderNotAvailable
                    or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress or ErrorCode.NotCoordinatorForGroup)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt));
            }
        }
    }

    private static Error? Graver(Error? said, Error now) =>
        said?.Code is ErrorCode.Local_Authentication or ErrorCode.Local_Ssl ? said : now;

    /// <summary>Answers about several topics carry the error of each.</summary>
    private static Error Of(KafkaException e) => e switch
    {
        Confluent.Kafka.Admin.DescribeTopicsException topics =>
            topics.Results.TopicDescriptions.Select(t => t.Error).FirstOrDefault(x => x.IsError) ?? e.Error,
        Confluent.Kafka.Admin.CreateTopicsException topics =>
            topics.Results.Select(t => t.Error).FirstOrDefault(x => x.IsError) ?? e.Error,
        Confluent.Kafka.Admin.DescribeConsumerGroupsException groups =>
            groups.Results.ConsumerGroupDescriptions.Select(g => g.Error).FirstOrDefault(x => x.IsError) ?? e.Error,
        Confluent.Kafka.Admin.ListOffsetsException offsets =>
            offsets.Result.ResultInfos.Select(r => r.TopicPartitionOffsetError.Error).FirstOrDefault(x => x.IsError) ?? e.Error,
        _ => e.Error,
    };
}
