using System.Security.Cryptography;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// The customer's own key in requests (Cloud Storage: customer-supplied encryption keys): the service keeps only its hash.
/// </summary>
internal static class CustomerKey
{
    private const int Bytes = 32;

    public static void Add(HttpRequestMessage request, Secret? key, string connection)
    {
        if (key is null)
        {
            return;
        }

        // A key may be replaced while the program runs, so it is looked at each time.
        string text = key.Reveal().Trim();
        byte[] bytes = new byte[Bytes];
        if (!Convert.TryFromBase64String(text, bytes, out int count) || count != Bytes)
        {
            throw GcsErrors.BadConnection(connection, "its `encryption_key` is not 32 bytes written as base64");
        }

        request.Headers.Add("x-goog-encryption-algorithm", "AES256");
        request.Headers.Add("x-goog-encryption-key", Convert.ToBase64String(bytes));
        request.Headers.Add("x-goog-encryption-key-sha256", Convert.ToBase64String(SHA256.HashData(bytes)));
    }
}
