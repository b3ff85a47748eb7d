namespace FlowLang.Connectors.Postgres;

/// <summary>What jsonb asks of a JSON text.</summary>
internal static class JsonText
{
    /// <summary>The version byte of binary jsonb.</summary>
    public const byte Version = 1;

    /// <summary>True for a raw U+0000 or an escaped one (<c>\u0000</c>, unless its backslash is itself escaped): jsonb has no such
    /// character.</summary>
    public static bool HoldsZero(ReadOnlySpan<byte> json)
    {
        if (json.Contains((byte)0))
        {
            return true;
        }

        for (int from = 0; ;)
        {
            int found = json[from..].IndexOf("\\u0000"u8);
            if (found < 0)
            {
                return false;
            }

            int backslash = from + found;
            int run = 1;
            while (backslash - run >= 0 && json[backslash - run] == '\\')
            {
                run++;
            }

            if (run % 2 == 1)
            {
                return true;
            }

            from = backslash + 1;
        }
    }
}
