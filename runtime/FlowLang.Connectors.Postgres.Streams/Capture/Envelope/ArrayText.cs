using System.Buffers;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// An array as the server prints it (<c>{1,NULL,"a,b"}</c>, in several dimensions nested, with other bounds
/// than 1 after <c>[2:3]=</c>) as JSON.
/// </summary>
internal static class ArrayText
{
    public static void Append(JsonBytes json, ValueForm element, char delimiter, ReadOnlySpan<byte> text)
    {
        int at = text[0] == '[' ? text.IndexOf((byte)'=') + 1 : 0;
        bool isFirst = true;
        while (at < text.Length)
        {
            byte next = text[at];
            if (next == '}')
            {
                json.Append((byte)']');
                isFirst = false;
                at++;
            }
            else if (next == delimiter)
            {
                at++;
            }
            else
            {
                if (!isFirst)
                {
                    json.Append((byte)',');
                }

                isFirst = next == '{';
                at = isFirst ? Open(json, at) : Item(json, element, (byte)delimiter, text, at);
            }
        }
    }

    private static int Open(JsonBytes json, int at)
    {
        json.Append((byte)'[');
        return at + 1;
    }

    private static int Item(JsonBytes json, ValueForm element, byte delimiter, ReadOnlySpan<byte> text, int at)
    {
        if (text[at] != '"')
        {
            int length = text[at..].IndexOfAny(delimiter, (byte)'}');
            ReadOnlySpan<byte> plain = text.Slice(at, length);
            if (plain.SequenceEqual("NULL"u8))
            {
                json.Append("null"u8);
            }
            else
            {
                ValueJson.Append(json, element, plain);
            }

            return at + length;
        }

        byte[] item = ArrayPool<byte>.Shared.Rent(text.Length - at);
        int written = 0;
        for (at++; text[at] != '"'; at++)
        {
            at += text[at] == '\\' ? 1 : 0;
            item[written++] = text[at];
        }

        ValueJson.Append(json, element, item.AsSpan(0, written));
        ArrayPool<byte>.Shared.Return(item);
        return at + 1;
    }
}
