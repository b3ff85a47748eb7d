using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Confluent.Kafka;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// Topics as the target of a stream. With <see cref="TopicDelivery.ExactlyOnce"/> a round is a transaction of records, state and offsets
/// (both in the <see cref="Changelog"/>: the input may be of another cluster, or none), and opening the store ends the transactions of
/// whoever had its name before. With <see cref="TopicDelivery.AtLeastOnce"/> records are acknowledged before offsets move.
/// </summary>
internal sealed partial class TopicStore(KafkaConnection connection, ImmutableArray<TopicTarget> targets, TopicStoreOptions options)
    : IStreamStore
{
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(90);

    private readonly ImmutableArray<RecordForm> _forms = [.. targets.Select(RecordForm.Of)];
    private readonly HashSet<StreamPartition> _owned = [];
    private TopicProducer? _producer;
    private Changelog? _changelog;
    private ChangelogContent? _read;

    /// <summary>Records of a repartition topic in place of targets.</summary>
    public FeedRecords? Feed { get; init; }

    private bool IsExact => options.Delivery == TopicDelivery.ExactlyOnce;

    private TopicProducer Producer => _producer ?? throw new InvalidOperationException("the store is not open");

    private Changelog Log => _changelog ?? throw new InvalidOperationException("the store is not open");

    public async Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        Close();
        connection.Announce(run.Log);
        RequireTransactions(run);
        await (Feed?.OpenAsync(run, cancel) ?? Task.CompletedTask);
        for (int i = 0; i < targets.Length; i++)
        {
            await _forms[i].OpenAsync(connection, cancel);
            await TopicSetup.EnsureAsync(connection, targets[i], cancel);
        }

        _changelog = new Changelog(connection, run);
        await Log.RequireSameInstancesAsync();
        await Log.EnsureAsync(cancel);
        _producer = new TopicProducer(
            connection, targets.IsEmpty ? TopicCompression.Lz4 : targets[0].Compression, IsExact ? run.Group : null,
            options.TransactionPatience);
        if (IsExact)
        {
            // Whatever had this id has no open transaction behind this line: what is read below is final.
            await Task.Run(() => InTransaction("beginning transactions", p => p.InitTransactions(CommitPatience)), cancel);
        }

        _read = await Log.ReadAsync(cancel);
        Log.RequireAgreement(_read, signature);
        await RoundAsync(() => Log.SendShapes(Producer, signature), cancel);
    }

    public async Task CheckAsync(StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        Changelog log = new(connection, run);
        await log.RequireSameInstancesAsync();
        if (await TopicSetup.CheckAsync(connection, new TopicTarget(log.Topic, [], []), cancel))
        {
            log.RequireAgreement(await log.ReadAsync(cancel), signature);
        }
    }

    public async Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel)
    {
        _read ??= await Log.ReadAsync(cancel);
        _owned.UnionWith(partitions);
        return [.. partitions.Where(_read.Progress.ContainsKey).Select(p => _read.Progress[p])];
    }

    public async IAsyncEnumerable<StateChange> RestoreAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        _read ??= await Log.ReadAsync(cancel);
        foreach (StateChange change in _read.State)
        {
            yield return change;
        }
    }

    public async Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        if (commit.Progress.FirstOrDefault(p => !_owned.Contains(p.Partition)) is { } foreign)
        {
            throw new FencedException(foreign.Partition);
        }

        _read = null;
        try
        {
            await RoundAsync(() => Send(commit), cancel);
        }
        catch (FlowException e) when (e.InnerException is KafkaException { Error.Code: var code } && IsFence(code) && _owned.Count > 0)
        {
            throw new FencedException(_owned.First());
        }
    }

    public Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel)
    {
        _owned.ExceptWith(partitions);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        Feed?.Dispose();
        foreach (RecordForm form in _forms)
        {
            form.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void RequireTransactions(StreamRun run)
    {
        if (IsExact && connection.Embedded is not null)
        {
            throw new FlowException(StoreErrors.Options(
                run, "the embedded broker has no transactions: it gives at_least_once", "name the brokers of a cluster in the connection"));
        }
    }

    private static bool IsFence(ErrorCode code) =>
        code is ErrorCode.ProducerFenced or ErrorCode.Local_Fenced or ErrorCode.InvalidProducerEpoch;

    private void Send(StreamCommit commit)
    {
        Feed?.Send(Producer, commit);
        for (int i = 0; i < targets.Length; i++)
        {
            Producer.Send(targets[i].Topic, _forms[i], commit.Outputs[i]);
        }

        if (!IsExact)
        {
            // What the offsets stand for is there before they are.
            Producer.Acknowledge("writing a round", CancellationToken.None);
        }

        Log.Send(Producer, commit.State, commit.Progress);
    }

    private Task RoundAsync(Action send, CancellationToken cancel) => Task.Run(
        () =>
        {
            if (IsExact)
            {
                Transact(send);
            }
            else
            {
                send();
                Producer.Acknowledge("writing a round", cancel);
            }
        },
        cancel);

    private void Transact(Action send)
    {
        InTransaction("beginning a round", p => p.BeginTransaction());
        try
        {
            send();
            InTransaction("committing a round", p => p.CommitTransaction(CommitPatience));
        }
        catch (FlowException)
        {
            Abort();
            throw;
        }
    }

    // What can't be aborted now ends when the store is opened again, or by the broker's patience.
    private void Abort()
    {
        try
        {
            Producer.Transactions.AbortTransaction(CommitPatience);
        }
        catch (KafkaException)
        {
        }
    }

    /// <summary>Retries what librdkafka says may be retried: such a call goes on with the same outcome.</summary>
    private void InTransaction(string work, Action<IProducer<byte[]?, byte[]?>> act)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                act(Producer.Transactions);
                return;
            }
            catch (KafkaRetriableException) when (attempt < 3)
            {
            }
            catch (KafkaException e)
            {
                throw KafkaErrors.Translate(e, connection.Target, work);
            }
        }
    }

    private void Close()
    {
        _producer?.Dispose();
        (_producer, _changelog, _read) = (null, null, null);
        _owned.Clear();
    }
}
