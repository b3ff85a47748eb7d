using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>What a changelog says when all of it was read.</summary>
internal sealed class ChangelogContent
{
    private readonly Dictionary<(string Operator, int Group), SortedDictionary<long, byte[]>> _state = [];

    public Dictionary<string, string> Shapes { get; } = new(StringComparer.Ordinal);

    public Dictionary<StreamPartition, PartitionProgress> Progress { get; } = [];

    public IEnumerable<StateChange> State =>
        from kept in _state
        orderby kept.Key
        from entry in kept.Value
        select new StateChange(kept.Key.Operator, kept.Key.Group, Replaces: false, entry.Value);

    /// <summary>Of each operator and group the first and last number.</summary>
    public IEnumerable<(string Operator, int Group, long First, long Last)> Ranges =>
        _state.Where(s => s.Value.Count > 0).Select(s => (s.Key.Operator, s.Key.Group, s.Value.Keys.First(), s.Value.Keys.Last()));

    /// <param name="value">Null takes the key back.</param>
    public void Apply(ReadOnlySpan<byte> key, byte[]? value)
    {
        (string kind, string name, ImmutableArray<long> numbers) = ChangelogKey.Parse(key);
        switch (kind)
        {
            case "state":
                Keep((name, (int)numbers[0]), numbers[1], value);
                break;
            case "shape" when value is not null:
                Shapes[name] = Encoding.UTF8.GetString(value);
                break;
            case "progress" when value is not null:
                StreamPartition partition = new(name, (int)numbers[0]);
                Progress[partition] = ProgressOf(partition, Encoding.UTF8.GetString(value).Split(' '));
                break;
        }
    }

    /// <summary>The value of a progress: the next offset, and the watermark where there is one.</summary>
    public static byte[] ValueOf(PartitionProgress progress) => Encoding.UTF8.GetBytes(progress.Watermark is { } watermark
        ? string.Create(CultureInfo.InvariantCulture, $"{progress.NextOffset} {watermark}")
        : progress.NextOffset.ToString(CultureInfo.InvariantCulture));

    private static PartitionProgress ProgressOf(StreamPartition partition, string[] value) => new(
        partition, long.Parse(value[0], CultureInfo.InvariantCulture),
        value.Length > 1 ? long.Parse(value[1], CultureInfo.InvariantCulture) : null);

    private void Keep((string Operator, int Group) of, long number, byte[]? value)
    {
        if (!_state.TryGetValue(of, out SortedDictionary<long, byte[]>? entries))
        {
            _state[of] = entries = [];
        }

        if (value is null)
        {
            entries.Remove(number);
        }
        else
        {
            entries[number] = value;
        }
    }
}
