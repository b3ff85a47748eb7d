using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FlowLang.Connectors.Postgres;

/// <summary>Keys of advisory locks: 64 bits of a hash, the same in every version of the runtime.</summary>
internal static class LockKey
{
    public static long Of(params ReadOnlySpan<string> parts) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("flow\0" + string.Join('\0', parts))));
}
