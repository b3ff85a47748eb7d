namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A line of COPY's text form (PostgreSQL documentation, COPY, "Text Format"), taken apart into values.</summary>
internal static class CopyLine
{
    public static void Read(ReadOnlySpan<byte> line, RowTexts row)
    {
        row.Clear();
        byte[]? unescaped = null;
        while (true)
        {
            int end = line.IndexOf((byte)'\t');
            ReadOnlySpan<byte> value = end < 0 ? line : line[..end];
            if (value.SequenceEqual("\\N"u8))
            {
                row.AddNull();
            }
            else if (!value.Contains((byte)'\\'))
            {
                row.Add(value);
            }
            else
            {
                unescaped = unescaped is null || unescaped.Length < value.Length ? new byte[value.Length] : unescaped;
                row.Add(unescaped.AsSpan(0, Unescape(value, unescaped)));
            }

            if (end < 0)
            {
                return;
            }

            line = line[(end + 1)..];
        }
    }

    private static int Unescape(ReadOnlySpan<byte> value, Span<byte> into)
    {
        int written = 0;
        for (int i = 0; i < value.Length; i++)
        {
            into[written++] = value[i] != '\\' ? value[i] : (char)value[++i] switch
            {
                'b' => (byte)'\b',
                'f' => (byte)'\f',
                'n' => (byte)'\n',
                'r' => (byte)'\r',
                't' => (byte)'\t',
                'v' => (byte)'\v',
                _ => value[i],
            };
        }

        return written;
    }
}
