using System.Buffers.Binary;
using System.Text;

namespace FlowLang.Values.Times;

/// <summary>Reads TZif files of version 2 and later (RFC 9636).</summary>
public static class ZoneFile
{
    private const int HeaderSize = 44;
    private static readonly string[] Folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"];

    /// <summary>The version of the machine's tz database, such as 2025b; null where it does not say.</summary>
    public static string? Version => Folders.Select(folder => Path.Combine(folder, "tzdata.zi")).Where(File.Exists)
        .Select(path => File.ReadLines(path).FirstOrDefault()?.Split(' ')[^1]).FirstOrDefault();

    /// <summary>Null where there is no such zone.</summary>
    internal static ZoneRules? Read(string name)
    {
        if (!(name.Contains('/', StringComparison.Ordinal) || name is "UTC" or "GMT") || !name.All(IsOfName))
        {
            return null;
        }

        string? path = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return path is null ? null : Parse(File.ReadAllBytes(path));
    }

    // Names out of data must not leave the folder.
    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+';

    private static ZoneRules? Parse(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("TZif"u8) || file.Length < HeaderSize || file[4] < (byte)'2')
        {
            return null;
        }

        // The first block has 32-bit times and is for readers of version 1.
        ReadOnlySpan<byte> second = file[(HeaderSize + BlockSize(file, 4))..];
        int transitions = Count(second, 32);
        int types = Count(second, 36);
        ReadOnlySpan<byte> data = second[HeaderSize..];
        long[] times = new long[transitions];
        long[] offsets = new long[transitions + 1];
        ReadOnlySpan<byte> kinds = data.Slice(transitions * 8, transitions);
        ReadOnlySpan<byte> records = data.Slice(transitions * 9, types * 6);
        offsets[0] = BinaryPrimitives.ReadInt32BigEndian(records);
        for (int i = 0; i < transitions; i++)
        {
            times[i] = BinaryPrimitives.ReadInt64BigEndian(data[(i * 8)..]);
            offsets[i + 1] = BinaryPrimitives.ReadInt32BigEndian(records[(kinds[i] * 6)..]);
        }

        ReadOnlySpan<byte> footer = data[BlockSize(second, 8)..];
        string rule = Encoding.ASCII.GetString(footer).Trim('\n');
        return new ZoneRules(times, offsets, rule.Length == 0 ? null : ZoneRule.Parse(rule));
    }

    private static int Count(ReadOnlySpan<byte> header, int at) => BinaryPrimitives.ReadInt32BigEndian(header[at..]);

    private static int BlockSize(ReadOnlySpan<byte> header, int timeSize) =>
        (Count(header, 32) * (timeSize + 1)) + (Count(header, 36) * 6) + Count(header, 40) + (Count(header, 28) * (timeSize + 4))
        + Count(header, 24) + Count(header, 20);
}
