using Confluent.Kafka;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>What a run writes to the topics of one cluster: a transaction, on the embedded broker records as they come.</summary>
internal sealed class TopicTransaction(KafkaConnection connection, BatchRun run, TopicCompression compression) : RunTransaction
{
    // The longest that brokers allow unless they are told otherwise (transaction.max.timeout.ms).
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);

    private TopicProducer? _producer;
    private bool _isOpen;
    private long _sent;

    /// <summary>Behind databases, which can refuse; before files, which can't.</summary>
    public override int Order => DatabaseOrder + 50;

    public override string Target => connection.Target.ToString();

    /// <summary>Records that the brokers have.</summary>
    public long Acknowledged { get; private set; }

    private TopicProducer Producer => _producer ?? throw new InvalidOperationException("the transaction has not begun");

    private bool IsTransactional => connection.Embedded is null;

    public Task BeginAsync(CancellationToken cancel) => _producer is not null ? Task.CompletedTask : Task.Run(
        () =>
        {
            _producer = new TopicProducer(
                connection, compression, IsTransactional ? $"{run.ProgramName}.{run.Pipeline.Name}.{run.Id}" : null, Patience);
            if (IsTransactional)
            {
                Transact("beginning a transaction", p => p.InitTransactions(AnswerPatience));
                Transact("beginning a transaction", p => p.BeginTransaction());
                _isOpen = true;
            }
        },
        cancel);

    public void Send(string topic, byte[]? key, byte[] value)
    {
        Producer.Send(topic, key, value);
        _sent++;
    }

    /// <summary>Returns when the brokers have all of it; it counts when the run commits.</summary>
    public async Task AcknowledgeAsync(string sink, CancellationToken cancel)
    {
        await Producer.AcknowledgeAsync($"writing to {sink}", cancel);
        Acknowledged = _sent;
    }

    public override Task CommitAsync(RunTotals totals, CancellationToken cancel) => Task.Run(
        () =>
        {
            if (_isOpen)
            {
                Transact("committing", p => p.CommitTransaction(AnswerPatience));
                _isOpen = false;
            }
        },
        cancel);

    public override async ValueTask DisposeAsync()
    {
        if (_producer is { } producer)
        {
            await Task.Run(() => End(producer));
        }
    }

    private void End(TopicProducer producer)
    {
        try
        {
            if (_isOpen)
            {
                producer.Transactions.AbortTransaction(AnswerPatience);
            }
        }
        catch (KafkaException)
        {
            // The broker aborts it when its patience ends.
        }

        producer.Dispose();
    }

    private void Transact(string work, Action<IProducer<byte[]?, byte[]?>> act)
    {
        try
        {
            act(Producer.Transactions);
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Translate(e, connection.Target, work);
        }
    }
}
