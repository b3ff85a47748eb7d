using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// The key of a record of a changelog, as text: <c>state|operator|group|number</c>, <c>shape|operator</c> and
/// <c>progress|topic|partition</c>.
/// </summary>
internal static class ChangelogKey
{
    private const char Separator = '|';

    public static byte[] State(string name, int group, long number) => Of($"state|{name}|{group}|{number}");

    public static byte[] Shape(string name) => Of($"shape|{name}");

    public static byte[] Progress(StreamPartition partition) => Of($"progress|{partition.Topic}|{partition.Number}");

    /// <summary>The kind, the name, and the numbers behind it.</summary>
    public static (string Kind, string Name, ImmutableArray<long> Numbers) Parse(ReadOnlySpan<byte> key)
    {
        string text = Encoding.UTF8.GetString(key);
        int first = text.IndexOf(Separator, StringComparison.Ordinal);
        (string kind, string rest) = (text[..first], text[(first + 1)..]);
        long[] numbers = new long[kind switch { "state" => 2, "progress" => 1, _ => 0 }];
        for (int i = numbers.Length - 1; i >= 0; i--)
        {
            int last = rest.LastIndexOf(Separator);
            numbers[i] = long.Parse(rest.AsSpan(last + 1), CultureInfo.InvariantCulture);
            rest = rest[..last];
        }

        return (kind, rest, [.. numbers]);
    }

    private static byte[] Of(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text));
}
