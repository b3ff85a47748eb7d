using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>What a lane read since the last round, and what of it went nowhere.</summary>
public sealed class LaneAccount
{
    private readonly ImmutableArray<StreamInput> _inputs;
    private readonly long[] _read;
    private readonly List<DeadLetter>[] _letters;
    private long _letterBytes;

    internal LaneAccount(StreamTopology topology, string pipeline)
        : this(topology.Inputs, topology.Routes, pipeline)
    {
    }

    private LaneAccount(ImmutableArray<StreamInput> inputs, ImmutableArray<StreamRoute> routes, string pipeline)
    {
        _inputs = inputs;
        _read = new long[inputs.Length];
        _letters = [.. inputs.Select(_ => new List<DeadLetter>())];
        Exits = [.. routes.Select(route => new RouteExits(route, pipeline))];
    }

    /// <summary>Of no pipeline: before the first round.</summary>
    public static LaneAccount None { get; } = new([], [], "");

    /// <summary>Of each route.</summary>
    public ImmutableArray<RouteExits> Exits { get; }

    /// <summary>The rows of the tables that are joined: the same in all lanes for what belongs to one round.</summary>
    public ImmutableArray<ITableRows> Tables { get; internal set; } = [];

    internal IReadOnlyList<long> Read => _read;

    internal IReadOnlyList<List<DeadLetter>> Letters => _letters;

    /// <summary>Bytes of dead letters and rejects, which wait for the round that writes them.</summary>
    internal long HeldBytes => _letterBytes + Exits.Sum(e => e.HeldBytes);

    /// <summary>Records that were read from an input, good or bad.</summary>
    public void Count(int input, int records) => _read[input] += records;

    /// <summary>A record that could not be processed becomes a dead letter or, where there are none, makes the stream fail.</summary>
    /// <param name="code">RT…</param>
    /// <param name="message">What is wrong with it.</param>
    /// <exception cref="FlowException">The stream's bad records make it fail.</exception>
    public void Bad(int input, RecordBatch batch, int index, string code, string message)
    {
        ArgumentNullException.ThrowIfNull(batch);
        StreamInput from = _inputs[input];
        if (from.DeadLetters is null)
        {
            throw new FlowException(StreamErrors.BadRecord(from, batch.Partition, batch.Offset(index), code, message));
        }

        _letterBytes += batch.Key(index).Length + batch.Value(index).Length + message.Length;
        _letters[input].Add(new DeadLetter(
            batch.Partition, batch.Offset(index), batch.Key(index).ToArray(),
            batch.IsTombstone(index) ? null : batch.Value(index).ToArray(), code, message));
    }

    /// <summary>A record whose event time lies too far ahead of the clock.</summary>
    public void Ahead(int input, RecordBatch batch, int index, long time)
    {
        FlowError error = StreamErrors.TooFarAhead(_inputs[input], time);
        Bad(input, batch, index, error.Code, error.Message);
    }
}
