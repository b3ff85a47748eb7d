using System.Buffers.Binary;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>Reads a binary COPY into a table of the engine, a buffer of tuples at a time.</summary>
internal static class CopyReader
{
    private const int FirstCapacity = 256 * 1024;

    /// <summary>Signature, flags and the length of an extension area that PostgreSQL does not use.</summary>
    private const int HeaderSize = 19;

    /// <summary>Returns the number of rows.</summary>
    public static async Task<long> ReadAsync(
        PostgresSession session, string copySql, DuckDbSession duck, SourceTable table, string work, CancellationToken cancel)
    {
        await using NpgsqlRawCopyStream wire = await session.Link.BeginRawBinaryCopyAsync(copySql, cancel);
        using var chunks = new ChunkAppender(duck, table);
        byte[] buffer = new byte[FirstCapacity];
        int filled = 0;
        bool header = false;
        while (true)
        {
            int read = await FillAsync(wire, buffer, filled, cancel);
            bool end = read < buffer.Length - filled;
            filled += read;
            int used = header ? 0 : HeaderSize;
            header = true;
            used += Decode(chunks, buffer.AsSpan(used, filled - used));
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            duck.Run.Log.Progress(work, chunks.Rows, null, "rows");
            if (end)
            {
                chunks.Finish();
                return chunks.Rows;
            }

            if (used == 0)
            {
                Array.Resize(ref buffer, checked(buffer.Length * 2));
            }
        }
    }

    private static async Task<int> FillAsync(NpgsqlRawCopyStream wire, byte[] buffer, int filled, CancellationToken cancel)
    {
        int total = 0;
        while (filled + total < buffer.Length)
        {
            int read = await wire.ReadAsync(buffer.AsMemory(filled + total), cancel);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    /// <summary>Decodes the whole tuples in <paramref name="bytes"/>; returns how many bytes they took.</summary>
    private static int Decode(ChunkAppender chunks, ReadOnlySpan<byte> bytes)
    {
        int used = 0;
        while (TupleLength(bytes[used..]) is > 0 and int length)
        {
            chunks.Add(bytes.Slice(used + 2, length - 2));
            used += length;
        }

        return used;
    }

    /// <summary>Length of the first tuple; 0 when it is not all there yet, or at the trailer.</summary>
    private static int TupleLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return 0;
        }

        int fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
        int at = 2;
        for (int i = 0; i < fields; i++)
        {
            if (bytes.Length - at < 4)
            {
                return 0;
            }

            at += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
            if (at > bytes.Length)
            {
                return 0;
            }
        }

        return fields < 0 ? 0 : at;
    }
}
