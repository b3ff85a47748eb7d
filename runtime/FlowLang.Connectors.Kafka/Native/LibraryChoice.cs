using System.Reflection;
using System.Runtime.InteropServices;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// Which build of librdkafka is loaded: in the order in which Confluent.Kafka tries them, so that a process has one. The first needs Cyrus
/// SASL, which bare systems lack; the second needs nothing, the third is for musl.
/// </summary>
internal static class LibraryChoice
{
    private static readonly string[] Builds = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];

    public static nint Load(string name, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (string build in name == Builds[0] ? Builds : [])
        {
            if (NativeLibrary.TryLoad(build, assembly, path, out nint found))
            {
                return found;
            }
        }

        return 0;
    }
}
