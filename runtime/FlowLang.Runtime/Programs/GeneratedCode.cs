using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;

namespace FlowLang.Runtime;

/// <summary>The C# that a program was compiled from. Its debug information (Portable PDB 1.0, embedded source) brings it along.</summary>
internal static class GeneratedCode
{
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>The text of a file; null where the debug information is missing or has none of the name.</summary>
    public static string? Read(string symbols, string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(symbols);
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(stream);
            return Read(provider.GetMetadataReader(), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidDataException)
        {
            return null;
        }
    }

    private static string? Read(MetadataReader reader, string file)
    {
        foreach (DocumentHandle handle in reader.Documents)
        {
            if (reader.StringComparer.Equals(reader.GetDocument(handle).Name, file, ignoreCase: false))
            {
                return reader.GetCustomDebugInformation(handle).Select(reader.GetCustomDebugInformation)
                    .Where(found => reader.GetGuid(found.Kind) == s_embeddedSource)
                    .Select(found => Text(reader.GetBlobBytes(found.Value))).FirstOrDefault();
            }
        }

        return null;
    }

    // Four bytes say how long the text is that was deflated behind them; 0 says that it was not.
    private static string Text(byte[] blob)
    {
        using MemoryStream content = new(blob, sizeof(int), blob.Length - sizeof(int));
        using StreamReader text = new(
            BitConverter.ToInt32(blob) == 0 ? content : new DeflateStream(content, CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
