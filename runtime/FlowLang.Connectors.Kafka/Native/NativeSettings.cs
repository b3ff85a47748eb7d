using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowLang.Connectors.Kafka;

/// <summary>Settings in librdkafka's own form, until a client takes them over.</summary>
internal readonly unsafe struct NativeSettings
{
    private const int ErrorSize = 512;

    private NativeSettings(nint pointer) => Pointer = pointer;

    public nint Pointer { get; }

    /// <exception cref="ArgumentException">A setting is wrong; the message does not hold it.</exception>
    public static NativeSettings Of(IReadOnlyDictionary<string, string> settings)
    {
        NativeSettings native = new(Librdkafka.NewSettings());
        byte* error = stackalloc byte[ErrorSize];
        foreach ((string name, string value) in settings)
        {
            if (Librdkafka.Set(native.Pointer, name, value, error, ErrorSize) != 0)
            {
                Librdkafka.DestroySettings(native.Pointer);
                throw new ArgumentException($"librdkafka does not take the setting {name}", nameof(settings));
            }
        }

        Librdkafka.SetLog(native.Pointer, null);
        Librdkafka.SetTokenRefresh(native.Pointer, &Asked);
        return native;
    }

    /// <summary>Feeds a client's tokens to it; librdkafka asks for them only where someone listens.</summary>
    public static TokenFeed? Feed(KafkaConnection connection, nint client) => connection.Feed(
        token =>
        {
            byte* error = stackalloc byte[ErrorSize];
            _ = Librdkafka.SetToken(
                client, token.Value, token.Ends.ToUnixTimeMilliseconds(), token.Principal ?? "flow", 0, 0, error, ErrorSize);
        },
        why => Librdkafka.FailToken(client, why));

    /// <summary>Makes a client of them.</summary>
    /// <param name="kind">0 for a producer, 1 for a consumer.</param>
    /// <exception cref="ArgumentException">librdkafka makes none; the message says why.</exception>
    public nint Open(int kind)
    {
        byte* error = stackalloc byte[ErrorSize];
        nint client = Librdkafka.New(kind, Pointer, error, ErrorSize);
        if (client == 0)
        {
            Librdkafka.DestroySettings(Pointer);
            throw new ArgumentException(NativeConsumer.Text(error), nameof(kind));
        }

        return client;
    }

    // Tokens come by themselves.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Asked(nint client, byte* config, nint opaque)
    {
    }
}
